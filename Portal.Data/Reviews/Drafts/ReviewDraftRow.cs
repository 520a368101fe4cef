namespace Portal.Data.Reviews.Drafts;

/// <summary>A draft on a reviewer's sheet.</summary>
/// <param name="Kind">The answer, or null while there are words alone.</param>
/// <param name="Justification">Why; empty where no reason was given.</param>
/// <param name="Until">Up to when an attestation is good, or null for the next review.</param>
/// <param name="SavedAt">When it was saved last.</param>
/// <param name="IsStale">Whether the item was answered since: then it is not submitted before the reviewer looked again.</param>
public sealed record ReviewDraftRow(DecisionKind? Kind, string Justification, DateTimeOffset? Until, DateTimeOffset SavedAt, bool IsStale);
