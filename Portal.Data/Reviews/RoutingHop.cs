using Portal.Data.Access;

namespace Portal.Data.Reviews;

/// <summary>One step on the way to the reviewer: someone who was asked until then, or who comes first and was passed over.</summary>
/// <param name="As">The place in the order.</param>
/// <param name="Person">Who holds it, or null when nobody does.</param>
/// <param name="Why">Why it is not them.</param>
/// <param name="AskedUntil">Until when they were asked, or null where they were only passed over.</param>
/// <param name="Reason">The reason that somebody gave for that, or null.</param>
public sealed record RoutingHop(ReviewerReason As, PersonId? Person, PassedOver Why, DateTimeOffset? AskedUntil = null, string? Reason = null);
