using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Identifies an identity.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct IdentityId(Guid Value) : IIdentifier<IdentityId>
{
    /// <summary>A new id.</summary>
    public static IdentityId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static IdentityId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(IdentityId other) => Value.CompareTo(other.Value);
}
