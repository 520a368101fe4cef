namespace Portal.Data.Changes;

/// <summary>An event that could not be read; the others of its body are not affected.</summary>
/// <param name="Index">Its place in the body, from 0.</param>
/// <param name="Reason">What is wrong with it.</param>
public sealed record RejectedEvent(int Index, string Reason);
