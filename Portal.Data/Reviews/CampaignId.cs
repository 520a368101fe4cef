using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Identifies a campaign.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct CampaignId(Guid Value) : IIdentifier<CampaignId>
{
    /// <summary>A new id.</summary>
    public static CampaignId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CampaignId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CampaignId other) => Value.CompareTo(other.Value);
}
