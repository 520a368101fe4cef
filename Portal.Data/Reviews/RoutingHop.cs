using Portal.Data.Access;

namespace Portal.Data.Reviews;

/// <summary>One step on the way to the reviewer: someone who comes first and was passed over.</summary>
/// <param name="As">The place in the order.</param>
/// <param name="Person">Who holds it, or null when nobody does.</param>
/// <param name="Why">Why they were passed over.</param>
public sealed record RoutingHop(ReviewerReason As, PersonId? Person, PassedOver Why);
