namespace Portal.Data.Reviews.Evidence;

/// <summary>Someone who comes before the reviewer and was passed over.</summary>
/// <param name="As">The place in the order.</param>
/// <param name="Person">Who holds it, or null when nobody does.</param>
/// <param name="Why">Why they were passed over.</param>
public sealed record EvidenceHop(ReviewerReason As, EvidencePerson? Person, PassedOver Why);
