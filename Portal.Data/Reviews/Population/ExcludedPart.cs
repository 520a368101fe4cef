using Portal.Data.Reviews.Scopes;

namespace Portal.Data.Reviews.Population;

/// <summary>What an exclusion came to.</summary>
/// <param name="Exclusion">The exclusion, with its reason.</param>
/// <param name="Name">What it names was called then; null when it was not there any more.</param>
/// <param name="Entitlements">How many entitlements it left out.</param>
public sealed record ExcludedPart(ScopeExclusion Exclusion, string? Name, int Entitlements);
