using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes.Effects;

/// <summary>What a change did to one identity.</summary>
/// <param name="IdentityId">The identity.</param>
/// <param name="Name">Its name.</param>
/// <param name="NativeId">Its native id.</param>
/// <param name="Difference">What it may do since and might not before, and the other way round; none when the change means the same.</param>
/// <param name="Risk">What it did to the identity's risk.</param>
public sealed record ChangeEffectRow(IdentityId IdentityId, string Name, string NativeId, PermissionDifference Difference, RiskEffect Risk)
{
    /// <summary>Who may become the identity since; null when the change is not about that.</summary>
    public TrustEffect? Trust { get; init; }

    /// <summary>Whether what it gave is within what was attested of the identity: certified, uncertified or never; null when that is not what the change is about.</summary>
    public Inventory.Certificates.Certification? Certification { get; init; }

    /// <summary>True when it means nothing for this identity.</summary>
    public bool IsNone => Trust is { } trust ? trust.IsNone : Difference.IsNone;
}
