using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Sources;

namespace Portal.Data.Reviews;

/// <summary>Keeps what decisions certify, in the transaction that records them: what was shown, as of when, by whom and until when.</summary>
internal static class CertificateIssuer
{
    /// <summary>Keeps what these items of a campaign say now; those that say neither yes nor no leave what was said before.</summary>
    public static async Task NoteAsync(CommandScope scope, Campaign campaign, IReadOnlyCollection<ReviewItem> decided, CancellationToken cancellationToken)
    {
        var asOf = await ShownAsOfAsync(scope, campaign, decided, cancellationToken);
        // In one order, so that two reviewers of the same identity wait for each other and do not block.
        List<Certificate> certificates =
        [
            .. decided.Where(i => i.State is ReviewItemState.Attested or ReviewItemState.Revoked or ReviewItemState.Reduced)
                .OrderBy(i => i.AnsweredAt).Select(i => Of(i, campaign, asOf))
                .GroupBy(c => (c.IdentityId, c.Kind, c.Key)).Select(g => g.Last())
                .OrderBy(c => c.IdentityId.Value).ThenBy(c => c.Kind).ThenBy(c => c.Key, StringComparer.Ordinal),
        ];
        if (certificates.Count == 0)
        {
            return;
        }
        await scope.Db.BulkInsertAsync(certificates, skipExisting: true, cancellationToken);
        await scope.Db.BulkUpdateAsync(
            certificates,
            [
                nameof(Certificate.Name), nameof(Certificate.Documents), nameof(Certificate.AsOf), nameof(Certificate.DecidedAt), nameof(Certificate.ById),
                nameof(Certificate.CampaignId), nameof(Certificate.CampaignName), nameof(Certificate.ItemId), nameof(Certificate.Until), nameof(Certificate.IsWithdrawn),
            ],
            cancellationToken);
        var ids = certificates.ConvertAll(c => c.IdentityId).Distinct().ToArray();
        await scope.Db.BulkInsertAsync(ids.Select(id => new Standing { IdentityId = id, DueSince = scope.Now }), skipExisting: true, cancellationToken);
        await scope.Db.Standings.Where(s => EF.Parameter(ids).Contains(s.IdentityId)).ExecuteUpdateAsync(set => set.SetProperty(s => s.DueSince, scope.Now), cancellationToken);
    }

    /// <summary>The time that the newest snapshot shows which was in before the launch: what reviewers were shown is from there, also when a later import shows an earlier time.</summary>
    private static async Task<DateTimeOffset> ShownAsOfAsync(CommandScope scope, Campaign campaign, IReadOnlyCollection<ReviewItem> decided, CancellationToken cancellationToken)
    {
        var launched = campaign.LaunchedAt ?? campaign.CreatedAt;
        var ids = decided.Select(i => i.IdentityId).Distinct().ToArray();
        var sources = scope.Db.Identities.Where(i => EF.Parameter(ids).Contains(i.Id)).Select(i => i.SourceId);
        return await scope.Db.Snapshots
            .Where(s => sources.Contains(s.SourceId) && s.ImportedAt < launched)
            .MaxAsync(s => (DateTimeOffset?)s.TakenAt, cancellationToken) ?? launched;
    }

    private static Certificate Of(ReviewItem item, Campaign campaign, DateTimeOffset asOf) => new()
    {
        IdentityId = item.IdentityId,
        Kind = item.Shown.Entitlement.Kind,
        Key = item.Shown.Entitlement.Key,
        Name = item.Shown.Entitlement.Name,
        Documents = item.Shown.Documents,
        AsOf = asOf,
        DecidedAt = item.AnsweredAt ?? campaign.CreatedAt,
        ById = item.AnsweredById ?? item.ReviewerId,
        CampaignId = campaign.Id.Value,
        CampaignName = campaign.Name,
        ItemId = item.Id.Value,
        Until = item.Until,
        IsWithdrawn = item.State != ReviewItemState.Attested,
    };
}
