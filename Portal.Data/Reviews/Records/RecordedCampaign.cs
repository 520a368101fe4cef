using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a campaign after each move: all of it but <see cref="Campaign.Turn"/>, which says nothing about it,
/// long lists by their hash.</summary>
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
    PopulationCounts? Population,
    string? ListedHash,
    IReadOnlyList<ScopeExclusion> Exclusions,
    DateTimeOffset? PausedAt,
    string? ManifestHash,
    IReadOnlyList<ScopeException> Exceptions,
    DateTimeOffset? SealedAt,
    PersonId? SealedById,
    string? SignOff,
    IReadOnlyList<ReviewStage> Stages,
    bool OwnersDecideAlone,
    NoAnswerPolicy? NoAnswer,
    int EscalatedLevels)
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
        campaign.Population,
        campaign.Listed.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(campaign.Listed, StoredJson.Options))),
        campaign.Exclusions,
        campaign.PausedAt?.ToMicrosecond(),
        campaign.Manifest?.Hash(),
        campaign.Exceptions,
        campaign.SealedAt?.ToMicrosecond(),
        campaign.SealedById,
        campaign.SignOff,
        campaign.Stages,
        campaign.OwnersDecideAlone,
        campaign.NoAnswer,
        campaign.EscalatedLevels);
}
