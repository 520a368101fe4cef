using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>Identifies a campaign template.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct CampaignTemplateId(Guid Value) : IIdentifier<CampaignTemplateId>
{
    /// <summary>A new id.</summary>
    public static CampaignTemplateId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CampaignTemplateId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CampaignTemplateId other) => Value.CompareTo(other.Value);
}
