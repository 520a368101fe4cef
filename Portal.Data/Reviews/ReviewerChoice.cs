using Portal.Data.Access;

namespace Portal.Data.Reviews;

/// <summary>Who is asked about an item, and why it is them.</summary>
/// <param name="Reviewer">Who.</param>
/// <param name="Reason">Why.</param>
/// <param name="Trail">Who comes first and was passed over, in order.</param>
public sealed record ReviewerChoice(PersonId Reviewer, ReviewerReason Reason, IReadOnlyList<RoutingHop> Trail);
