namespace Portal.Data.Permissions.Organizations;

/// <summary>A policy on a resource or an identity as it was read.</summary>
/// <param name="Container">Who owns the resource.</param>
/// <param name="DocumentHash">The policy.</param>
internal readonly record struct KnownResource(string Container, string DocumentHash);
