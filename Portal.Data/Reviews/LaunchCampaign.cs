using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Reviews.Notices;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>
/// Asks the reviewers: one item for every entitlement that the matching agents hold at that moment, and one mail for every reviewer, in one
/// transaction. What the items show is worked out before, and again for whatever changed in between.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="databases">Where contexts come from, to work out what items show before the transaction.</param>
/// <param name="facts">Works out what items show.</param>
/// <param name="notices">Tells the reviewers.</param>
public sealed class LaunchCampaign(
    CommandRunner commands, IDbContextFactory<GovernanceDb> databases, FactsReader facts, ReviewNotices notices)
{
    private const int IdentitiesAtOnce = 500;

    /// <summary>Asks the reviewers.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public async Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken)
    {
        var known = new KnownFacts();
        await PrepareAsync(id, by, known, cancellationToken);
        return await commands.MoveAsync(
            "campaign.launch",
            id,
            reason: null,
            by,
            async (scope, campaign, token) => campaign.CanLaunch(scope.Now) is not CampaignMoved.Done and var refusal
                ? refusal
                : await LaunchAsync(scope, campaign, known, token),
            cancellationToken);
    }

    private async Task PrepareAsync(CampaignId id, Caller by, KnownFacts known, CancellationToken cancellationToken)
    {
        if (!by.Can(Right.ManageCampaigns))
        {
            return;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.State == CampaignState.Draft, cancellationToken) is not { } campaign)
        {
            return;
        }
        var roster = await Roster.ReadAsync(db, AgentFilter.Parse(campaign.Filter), campaign.OwnerId, cancellationToken);
        foreach (var chunk in roster.Entries.Chunk(IdentitiesAtOnce))
        {
            await facts.ReadAsync(db, chunk, await HeldAsync(db, chunk, cancellationToken), known, cancellationToken);
        }
    }

    private async Task<CampaignMoved> LaunchAsync(CommandScope scope, Campaign campaign, KnownFacts known, CancellationToken cancellationToken)
    {
        var roster = await Roster.ReadAsync(scope.Db, AgentFilter.Parse(campaign.Filter), campaign.OwnerId, cancellationToken);
        if (roster.Entries.Any(e => e.Reviewer is null))
        {
            return CampaignMoved.NobodyToAsk;
        }
        var moved = campaign.Launch(roster.Count(scope.Now), scope.Now);
        if (moved != CampaignMoved.Done)
        {
            return moved;
        }
        foreach (var chunk in roster.Entries.Chunk(IdentitiesAtOnce))
        {
            var held = await HeldAsync(scope.Db, chunk, cancellationToken);
            await facts.ReadAsync(scope.Db, chunk, held, known, cancellationToken);
            await scope.Db.BulkInsertAsync(Items(campaign.Id, chunk, held, known), skipExisting: false, cancellationToken);
        }
        await notices.TellAsync(scope, campaign, NoticeKind.Invitation, scope.Now, cancellationToken);
        return CampaignMoved.Done;
    }

    private static async Task<ILookup<IdentityId, Entitlement>> HeldAsync(
        GovernanceDb db, IReadOnlyCollection<RosterEntry> entries, CancellationToken cancellationToken)
    {
        var identities = entries.Select(e => e.Identity.Id).ToList();
        var held = await db.Entitlements.AsNoTracking()
            .Where(e => identities.Contains(e.IdentityId) && e.ObservedUntil == null)
            .ToListAsync(cancellationToken);
        return held.ToLookup(e => e.IdentityId);
    }

    private static IEnumerable<ReviewItem> Items(
        CampaignId campaign, IEnumerable<RosterEntry> entries, ILookup<IdentityId, Entitlement> held, KnownFacts known)
    {
        foreach (var entry in entries)
        {
            foreach (var entitlement in held[entry.Identity.Id])
            {
                var shown = Shown(entry, entitlement, known.Of(entry, entitlement));
                yield return new()
                {
                    CampaignId = campaign,
                    AgentId = entry.Agent.Id,
                    AgentRisk = entry.Agent.Risk,
                    IdentityId = entry.Identity.Id,
                    EntitlementId = entitlement.Id,
                    ReviewerId = entry.Reviewer!.Reviewer,
                    ReviewerReason = entry.Reviewer.Reason,
                    Trail = entry.Reviewer.Trail,
                    SubjectId = entry.Subject,
                    Shown = shown,
                    ShownHash = shown.Hash(),
                    Risk = shown.Risk,
                };
            }
        }
    }

    private static ShownAccess Shown(RosterEntry entry, Entitlement entitlement, EntitlementFacts facts) => new(
        entry.Agent.Name,
        entry.Agent.Purpose,
        entry.Agent.Environment,
        entry.Identity.Platform,
        entry.Identity.Name,
        entry.Identity.NativeId,
        entry.Identity.Container,
        entry.Identity.LastUsedAt,
        new(entitlement.Kind, entitlement.Key, entitlement.Name),
        entitlement.ObservedFrom,
        entitlement.Documents,
        facts.Contribution,
        facts.NotModelled,
        facts.Risk,
        facts.RiskReasons,
        facts.IsPrivileged);
}
