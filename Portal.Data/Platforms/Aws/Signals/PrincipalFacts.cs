namespace Portal.Data.Platforms.Aws.Signals;

/// <summary>What an export says about a role or user, as far as it can show an AI agent behind it.</summary>
/// <param name="Kind">Role or user.</param>
/// <param name="Arn">Its name and path.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="AttachedPolicies">The short names of its managed policies.</param>
/// <param name="InvokesModels">True when one of its policies lets it call foundation models or run agents.</param>
internal sealed record PrincipalFacts(
    IdentityKind Kind,
    IamArn Arn,
    IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<string> AttachedPolicies,
    bool InvokesModels);
