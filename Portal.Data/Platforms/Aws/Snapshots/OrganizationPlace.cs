namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>A root, unit or account as an organization's export names it.</summary>
internal readonly record struct OrganizationPlace(string Name, ScopeKind Kind);
