namespace Portal.Data.Changes.Unreadable;

/// <summary>An unreadable event in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When it came first.</param>
/// <param name="Origin">How it came.</param>
/// <param name="Index">Its place in the body that it came in, from 0.</param>
/// <param name="Reason">What is wrong with it.</param>
/// <param name="Raw">Its text, or the first 4,000 characters of it.</param>
/// <param name="IsCut">True when more came than is kept; then it cannot be read again.</param>
public sealed record UnreadableEventRow(UnreadableEventId Id, DateTimeOffset At, string Origin, int Index, string Reason, string Raw, bool IsCut);
