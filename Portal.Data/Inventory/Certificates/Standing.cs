namespace Portal.Data.Inventory.Certificates;

/// <summary>
/// How all that an identity holds stands to what was attested of it, worked out from its certificates and what it holds. An identity without a
/// row was never certified.
/// </summary>
public sealed class Standing
{
    /// <summary>Whose.</summary>
    public required IdentityId IdentityId { get; init; }

    /// <summary>The worst of what it holds, by the newest snapshot; an end of validity is not in it, see <see cref="Until"/>.</summary>
    public Certification State { get; set; } = Certification.Partly;

    /// <summary>How many of its entitlements go beyond what was attested.</summary>
    public int Uncertified { get; set; }

    /// <summary>How many were never attested.</summary>
    public int Never { get; set; }

    /// <summary>Since when the first of those beyond is so, or null.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>When the first of its attestations ends or ended, or null when none does.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>When an event first told, since the newest snapshot, of a change beyond what was attested; null when none did.</summary>
    public DateTimeOffset? ToldAt { get; set; }

    /// <summary>Since when it has to be worked out again, or null when it is as it should be.</summary>
    public DateTimeOffset? DueSince { get; set; }
}
