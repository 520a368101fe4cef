using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a campaign after each move: all of it but <see cref="Campaign.Turn"/>, which says nothing about it.</summary>
internal sealed record RecordedCampaign(
    string Name,
    string Filter,
    string Occurrence,
    PersonId OwnerId,
    PersonId? InheritedFromId,
    DateTimeOffset? InheritedAt,
    DateTimeOffset DueAt,
    CampaignState State,
    DateTimeOffset CreatedAt,
    DateTimeOffset? LaunchedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? ClosedAt,
    PopulationCounts? Population)
{
    /// <summary>The campaign as it is.</summary>
    public static RecordedCampaign Of(Campaign campaign) => new(
        campaign.Name,
        campaign.Filter,
        campaign.Occurrence,
        campaign.OwnerId,
        campaign.InheritedFromId,
        campaign.InheritedAt?.ToMicrosecond(),
        campaign.DueAt.ToMicrosecond(),
        campaign.State,
        campaign.CreatedAt.ToMicrosecond(),
        campaign.LaunchedAt?.ToMicrosecond(),
        campaign.EndedAt?.ToMicrosecond(),
        campaign.ClosedAt?.ToMicrosecond(),
        campaign.Population);
}
