namespace Portal.Data.Reviews.Evidence;

/// <summary>Someone who was asked about an item in a stage, and what they said last.</summary>
/// <param name="Stage">The stage, counted from 0.</param>
/// <param name="Reviewer">Who was asked last in this place.</param>
/// <param name="ReviewerReason">Why it was them.</param>
/// <param name="Trail">Who comes first and was passed over, those included who were asked before.</param>
/// <param name="Kind">What they said, or null when they said nothing.</param>
/// <param name="At">When, or null.</param>
public sealed record EvidenceVote(
    int Stage, EvidencePerson Reviewer, ReviewerReason ReviewerReason, IReadOnlyList<EvidenceHop> Trail, DecisionKind? Kind, ZonedTime? At);
