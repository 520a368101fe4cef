namespace Portal.Data.Reviews.Scopes;

/// <summary>What a campaign leaves out, as people know it.</summary>
/// <param name="Exclusion">What, and why.</param>
/// <param name="Name">What it is called, or null when it is not there any more.</param>
public sealed record NamedExclusion(ScopeExclusion Exclusion, string? Name);
