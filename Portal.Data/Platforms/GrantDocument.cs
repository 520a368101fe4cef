namespace Portal.Data.Platforms;

/// <summary>One policy document that an entitlement brings.</summary>
/// <param name="Name">The policy's short name.</param>
/// <param name="Hash">The document's hash, or null when the export does not hold it: then what it allows is unknown.</param>
public sealed record GrantDocument(string Name, string? Hash);
