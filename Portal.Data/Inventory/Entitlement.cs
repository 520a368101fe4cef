using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>Something an identity was given, for as long as it had this content: a changed policy is a further row.</summary>
public sealed class Entitlement : IObserved
{
    /// <summary>Its id.</summary>
    public EntitlementId Id { get; init; } = EntitlementId.New();

    /// <summary>Who holds it.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>What was given.</summary>
    public required EntitlementKind Kind { get; init; }

    /// <summary>Its native id, unique within the identity and kind at any time.</summary>
    public required string Key { get; init; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; init; }

    /// <summary>The documents that it brings.</summary>
    public required IReadOnlyList<GrantDocument> Documents { get; init; }

    /// <summary>The first snapshot that showed it with this content.</summary>
    public required DateTimeOffset ObservedFrom { get; init; }

    /// <summary>The first snapshot that no longer did, or null while it is there.</summary>
    public DateTimeOffset? ObservedUntil { get; set; }
}
