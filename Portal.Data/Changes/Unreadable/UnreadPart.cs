namespace Portal.Data.Changes.Unreadable;

/// <summary>A part of a body that could not be read.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Raw">It, as it came.</param>
internal sealed record UnreadPart(int Index, string Reason, ReadOnlyMemory<byte> Raw);
