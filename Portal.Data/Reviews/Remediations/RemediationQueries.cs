using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Reads revokes on their way to proof.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="carriers">Know where the portal carries out.</param>
/// <param name="clock">The time.</param>
public sealed class RemediationQueries(IDbContextFactory<GovernanceDb> databases, IRevocationCarriers carriers, TimeProvider clock)
{
    /// <summary>One page of the remediations that <paramref name="filter"/> names, newest first.</summary>
    public async Task<Page<RemediationRow>> ListAsync(RemediationFilter filter, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var chosen = db.Remediations.AsNoTracking()
            .Where(r => (filter.Campaign == null || r.CampaignId == filter.Campaign) && (filter.State == null || r.State == filter.State))
            .SortedBy(r => r.PlannedAt, r => r.Id, descending: true, Cursor.Read<DateTimeOffset>(page.After))
            .Take(page.Limit + 1);
        var rows = await RowsAsync(db, chosen, isWhole: false, cancellationToken);
        return rows.Count > page.Limit
            ? new(rows[..page.Limit], Cursor.Write(rows[page.Limit - 1].PlannedAt, rows[page.Limit - 1].Id.Value))
            : new(rows, Next: null);
    }

    /// <summary>One remediation, with its commands if they are not guarded; null when there is none with this id.</summary>
    public Task<RemediationRow?> FindAsync(RemediationId id, Caller by, CancellationToken cancellationToken) => FindAsync(id, isWhole: false, by, cancellationToken);

    /// <summary>The same, on request with guarded commands, for whoever records that.</summary>
    internal async Task<RemediationRow?> FindAsync(RemediationId id, bool isWhole, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(db, db.Remediations.AsNoTracking().Where(r => r.Id == id), isWhole, cancellationToken)).SingleOrDefault();
    }

    private async Task<List<RemediationRow>> RowsAsync(
        GovernanceDb db, IQueryable<Remediation> remediations, bool isWhole, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var items = db.ReviewItems;
        var found = await remediations
            .Select(r => new
            {
                Remediation = r,
                Item = items.Where(i => i.Id == r.ItemId).Select(i => new { i.Justification, i.ReviewerId }).Single(),
            })
            .ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(
            db,
            [.. found.Select(f => f.Item.ReviewerId), .. found.SelectMany(f => Hands(f.Remediation))],
            cancellationToken);
        var ids = found.Select(f => f.Remediation.SourceId).Distinct().ToList();
        var on = (await db.Sources.AsNoTracking().Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken))
            .Where(s => carriers.AreOn(s.Platform, s.Settings)).Select(s => s.Id).ToHashSet();
        var reappeared = await ReappearedAsync(db, [.. found.Select(f => f.Remediation)], cancellationToken);
        var guarded = await GuardedAsync(db, found.Select(f => f.Remediation), cancellationToken);
        return found.ConvertAll(f => Row(f.Remediation, f.Item.Justification, f.Item.ReviewerId, people, now) with
        {
            Command = Shown(f.Remediation, f.Remediation.Command),
            Inverse = Shown(f.Remediation, f.Remediation.Inverse),
            IsGuarded = guarded.Contains(f.Remediation.IdentityId) && HoldsPolicy(f.Remediation),
            IsPortalAble = f.Remediation is { Remedy: Remedy.Remove, IsSupported: true } && on.Contains(f.Remediation.SourceId),
            ReappearedAt = reappeared.TryGetValue(f.Remediation.Id, out var again) ? again : null,
        });

        string? Shown(Remediation remediation, string? command) =>
            !isWhole && guarded.Contains(remediation.IdentityId) && GuardedPolicies.MayHoldPolicy(command) ? null : command;
    }

    /// <summary>Which revokes of sealed campaigns, proven then, are held again with the content that was revoked, and since when.</summary>
    private static async Task<Dictionary<RemediationId, DateTimeOffset>> ReappearedAsync(
        GovernanceDb db, IReadOnlyList<Remediation> remediations, CancellationToken cancellationToken)
    {
        var proven = remediations.Where(r => r is { State: RemediationState.Verified, ProofTakenAt: not null }).ToList();
        var campaigns = proven.Select(r => r.CampaignId).Distinct().ToArray();
        var sealedOnes = campaigns.Length == 0
            ? []
            : await db.Campaigns.Where(c => EF.Parameter(campaigns).Contains(c.Id) && c.State == CampaignState.Sealed).Select(c => c.Id).ToHashSetAsync(cancellationToken);
        proven.RemoveAll(r => !sealedOnes.Contains(r.CampaignId));
        if (proven.Count == 0)
        {
            return [];
        }
        var ids = proven.Select(r => r.IdentityId).Distinct().ToArray();
        var held = (await db.Entitlements.AsNoTracking().Where(e => EF.Parameter(ids).Contains(e.IdentityId) && e.ObservedUntil == null).ToListAsync(cancellationToken))
            .ToLookup(e => (e.IdentityId, e.Kind, e.Key));
        return (
            from remediation in proven
            from entitlement in held[(remediation.IdentityId, remediation.Entitlement.Kind, remediation.Entitlement.Key)]
            where entitlement.ObservedFrom > remediation.ProofTakenAt
                && (remediation.Remedy == Remedy.Remove || entitlement.Documents.Select(d => d.Hash).ToHashSet(StringComparer.Ordinal).SetEquals(remediation.Documents.Select(d => d.Hash)))
            select (remediation.Id, entitlement.ObservedFrom)).ToDictionary();
    }

    private static bool HoldsPolicy(Remediation remediation) => GuardedPolicies.MayHoldPolicy(remediation.Command) || GuardedPolicies.MayHoldPolicy(remediation.Inverse);

    /// <summary>The identities of privileged agents whose policies stand in a command.</summary>
    private static async Task<HashSet<IdentityId>> GuardedAsync(GovernanceDb db, IEnumerable<Remediation> remediations, CancellationToken cancellationToken)
    {
        var ids = remediations.Where(HoldsPolicy).Select(r => r.IdentityId).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }
        var privileged = db.PrivilegedAgents();
        return [.. await db.Identities.Where(i => EF.Parameter(ids).Contains(i.Id) && privileged.Contains(i.AgentId)).Select(i => i.Id).ToListAsync(cancellationToken)];
    }

    private static IEnumerable<PersonId> Hands(Remediation remediation) =>
        new[] { remediation.HandledById, remediation.RequestedById, remediation.ApprovedById, remediation.TaskOwnerId }.OfType<PersonId>();

    private static RemediationRow Row(
        Remediation remediation, string? justification, PersonId reviewer, IReadOnlyDictionary<PersonId, PersonRef> people, DateTimeOffset now)
    {
        return new(
            remediation.Id,
            remediation.CampaignId,
            remediation.ItemId,
            remediation.IdentityId,
            remediation.Principal,
            remediation.Entitlement,
            remediation.Remedy,
            remediation.State,
            remediation.IsSettled(now),
            remediation.Command,
            remediation.Inverse,
            remediation.Note,
            justification,
            people[reviewer],
            remediation.PlannedAt,
            remediation.AppliedAt,
            remediation.ProofTakenAt,
            remediation.RiskAcceptedUntil,
            remediation.Reason,
            Named(remediation.HandledById),
            remediation.PlanHash,
            remediation.NeedsApproval,
            Named(remediation.RequestedById),
            remediation.RequestedAt,
            Named(remediation.ApprovedById),
            remediation.ApprovedAt,
            remediation.Carrier,
            remediation.IsGivingBack,
            remediation.Problem,
            remediation.Attempts,
            remediation.NextAttemptAt,
            remediation.Remaining,
            Named(remediation.TaskOwnerId),
            remediation.TaskDueAt,
            IsPortalAble: false);

        PersonRef? Named(PersonId? id) => id is { } person ? people[person] : null;
    }
}
