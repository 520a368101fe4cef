namespace Portal.Data.Reviews.Evidence;

/// <summary>An item in evidence with what was shown of it.</summary>
/// <param name="Shown">What was shown, read.</param>
/// <param name="ShownText">The same as it was stored and hashed.</param>
/// <param name="Item">All else.</param>
public sealed record ShownItem(ShownAccess Shown, string ShownText, EvidenceItem Item);
