namespace Portal.Data.Reviews.Reassignment;

/// <summary>What became of one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">What became of it.</param>
public sealed record ItemReassigned(ReviewItemId Item, Reassigned Outcome);
