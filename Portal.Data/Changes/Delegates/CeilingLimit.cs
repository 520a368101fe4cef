namespace Portal.Data.Changes.Delegates;

/// <summary>A statement that takes something away when an agent calls, and not otherwise.</summary>
/// <param name="Source">The statement, for example <c>service control policy Agents › NoDeletes</c>; null when it follows from several.</param>
/// <param name="Words">When the rights hold, in plain words.</param>
/// <param name="Condition">The same as experts read it.</param>
/// <param name="Count">How many actions it takes away or narrows.</param>
/// <param name="Actions">Those, the most dangerous first, at most <see cref="ExcessPart.MostActions"/>.</param>
/// <param name="CanBeTakenOff">True when it looks at what the agent says of itself: no real limit.</param>
public sealed record CeilingLimit(string? Source, string? Words, string? Condition, int Count, IReadOnlyList<string> Actions, bool CanBeTakenOff);
