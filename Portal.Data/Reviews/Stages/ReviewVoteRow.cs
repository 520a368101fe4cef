using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Stages;

/// <summary>One of several who are asked about an item, and what they say.</summary>
/// <param name="Stage">The stage, counted from 0.</param>
/// <param name="Reviewer">Who.</param>
/// <param name="Reason">Why it is them.</param>
/// <param name="Trail">Who comes first and was passed over, in order.</param>
/// <param name="Kind">What they say, or null while they said nothing.</param>
/// <param name="Justification">Why, or null.</param>
/// <param name="At">When they said it, or null.</param>
public sealed record ReviewVoteRow(
    int Stage, PersonRef Reviewer, ReviewerReason Reason, IReadOnlyList<RoutingHop> Trail, DecisionKind? Kind, string? Justification, DateTimeOffset? At);
