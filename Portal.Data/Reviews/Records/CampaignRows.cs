using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Reviews.Population;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Campaigns against what the record says that they are.</summary>
internal sealed class CampaignRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "campaign";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("campaign", isWhole, found);
        var told = states.Select(s => s.SubjectId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var collected = new List<(CampaignId, PopulationManifest)>();
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var campaign in db.Campaigns.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(campaign.Id.Value, RecordedCampaign.Of(campaign));
            if (campaign.Manifest is { ItemsHash: not null } manifest
                && (campaign.LaunchedAt is not null || campaign.State == CampaignState.Staged)
                && (isWhole || told.Contains(campaign.Id.Value.ToString())))
            {
                collected.Add((campaign.Id, manifest));
            }
        }
        recorded.FindMissing();
        foreach (var (id, manifest) in collected)
        {
            rows += await CompareItemsAsync(db, id, manifest, found, cancellationToken);
        }
        return rows;
    }

    /// <summary>Items are exactly what the manifest says: none more, none fewer, none that shows something else.</summary>
    private static async Task<long> CompareItemsAsync(
        GovernanceDb db, CampaignId id, PopulationManifest manifest, Action<Finding> found, CancellationToken cancellationToken)
    {
        var items = await db.ReviewItems.AsNoTracking()
            .Where(i => i.CampaignId == id)
            .Select(i => new { i.EntitlementId, i.ShownHash })
            .ToListAsync(cancellationToken);
        if (items.Count != manifest.Entitlements || PopulationManifest.HashOf(items.Select(i => (i.EntitlementId, i.ShownHash))) != manifest.ItemsHash)
        {
            found(new(null, $"The review items of the campaign {id.Value} are not those of its manifest"));
        }
        return items.Count;
    }
}
