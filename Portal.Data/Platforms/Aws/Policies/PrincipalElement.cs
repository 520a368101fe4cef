namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>The Principal or NotPrincipal element of a statement.</summary>
/// <param name="IsNegated">True for NotPrincipal.</param>
/// <param name="IsEveryone">True when it holds <c>*</c>, alone or under <c>AWS</c>: the two mean the same.</param>
/// <param name="Aws">Accounts (ARN of root, or bare number), users, roles, sessions, exactly as written: there are no partial wildcards.</param>
/// <param name="Services">Service principals.</param>
/// <param name="Federated">Identity providers.</param>
/// <param name="CanonicalUsers">Canonical user ids of S3.</param>
internal sealed record PrincipalElement(
    bool IsNegated,
    bool IsEveryone,
    IReadOnlyList<string> Aws,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Federated,
    IReadOnlyList<string> CanonicalUsers);
