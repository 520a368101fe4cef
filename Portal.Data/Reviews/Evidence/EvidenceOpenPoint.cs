namespace Portal.Data.Reviews.Evidence;

/// <summary>What was not settled by an answer or a proof when the campaign was signed off.</summary>
/// <param name="Kind">What kind of point it is.</param>
/// <param name="Item">The item, or null where it is about none.</param>
/// <param name="What">Which access, or which source.</param>
/// <param name="By">Who took it upon themselves, or null when nobody did.</param>
/// <param name="Reason">Why, or null.</param>
/// <param name="Until">Up to when, or null.</param>
public sealed record EvidenceOpenPoint(EvidenceOpenKind Kind, ReviewItemId? Item, string What, EvidencePerson? By, string? Reason, ZonedTime? Until);
