namespace Portal.Data.Permissions;

/// <summary>A policy document that an entitlement brings.</summary>
/// <param name="Name">The policy's short name.</param>
/// <param name="Hash">Its content's hash, or null when the export did not hold it: then what it allows is unknown.</param>
/// <param name="Text">Its text as the platform's JSON, or null when it is unknown or held back.</param>
/// <param name="Problem">Why the platform would not attach it, or null when it is sound or unknown.</param>
public sealed record EntitlementDocument(string Name, string? Hash, string? Text, string? Problem)
{
    /// <summary>Whether a privileged agent holds it: then its text is given out by <see cref="Reading.ReadPolicies"/> only, which records it.</summary>
    public bool IsGuarded { get; init; }
}
