using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Identifies a remediation.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct RemediationId(Guid Value) : IIdentifier<RemediationId>
{
    /// <summary>A new id.</summary>
    public static RemediationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static RemediationId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(RemediationId other) => Value.CompareTo(other.Value);
}
