using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Identifies an entitlement.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct EntitlementId(Guid Value) : IIdentifier<EntitlementId>
{
    /// <summary>A new id.</summary>
    public static EntitlementId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static EntitlementId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(EntitlementId other) => Value.CompareTo(other.Value);
}
