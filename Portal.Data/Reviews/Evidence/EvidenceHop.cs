namespace Portal.Data.Reviews.Evidence;

/// <summary>Someone who was asked before the reviewer, or comes before them and was passed over.</summary>
/// <param name="As">The place in the order.</param>
/// <param name="Person">Who holds it, or null when nobody does.</param>
/// <param name="Why">Why it is not them.</param>
/// <param name="AskedUntil">Until when they were asked, or null where they were only passed over.</param>
/// <param name="Reason">The reason that somebody gave for that, or null.</param>
public sealed record EvidenceHop(ReviewerReason As, EvidencePerson? Person, PassedOver Why, ZonedTime? AskedUntil, string? Reason);
