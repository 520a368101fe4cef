using Portal.Data.Platforms;

namespace Portal.Data.Changes.Rates;

/// <summary>How many changes of a kind there were.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Done">How many were done.</param>
/// <param name="Failed">How many were only attempts.</param>
public sealed record ChangeRate(ChangeKind Kind, int Done, int Failed);
