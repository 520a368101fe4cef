namespace Portal.Data.Reviews;

/// <summary>What became of the answer to one item.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">What became of the answer.</param>
public sealed record ItemDecided(ReviewItemId Item, Decided Outcome);
