namespace Portal.Data.Platforms;

/// <summary>One policy document that an entitlement brings.</summary>
/// <param name="Name">The policy's short name.</param>
/// <param name="Hash">The document's hash, or null when the export does not hold it: then what it allows is unknown.</param>
/// <param name="Key">The native id of a policy that a group hands on and that can be rewritten by itself; null for others.</param>
public sealed record GrantDocument(string Name, string? Hash, string? Key = null);
