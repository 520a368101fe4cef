namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>The policies on one place of the organization's tree; one of them must allow.</summary>
/// <param name="Scope">Root, unit or account.</param>
/// <param name="Policies">The policies there.</param>
internal sealed record PolicyLevel(string Scope, IReadOnlyList<AppliedPolicy> Policies);
