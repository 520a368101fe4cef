using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Permissions.Reading;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Reads revokes on their way to proof.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class RemediationQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
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
            [.. found.Select(f => f.Item.ReviewerId), .. found.Select(f => f.Remediation.HandledById).OfType<PersonId>()],
            cancellationToken);
        var guarded = await GuardedAsync(db, found.Select(f => f.Remediation), cancellationToken);
        return found.ConvertAll(f => new RemediationRow(
            f.Remediation.Id,
            f.Remediation.CampaignId,
            f.Remediation.ItemId,
            f.Remediation.IdentityId,
            f.Remediation.Principal,
            f.Remediation.Entitlement,
            f.Remediation.Remedy,
            f.Remediation.State,
            f.Remediation.IsSettled(now),
            Shown(f.Remediation, f.Remediation.Command),
            Shown(f.Remediation, f.Remediation.Inverse),
            f.Remediation.Note,
            f.Item.Justification,
            people[f.Item.ReviewerId],
            f.Remediation.PlannedAt,
            f.Remediation.AppliedAt,
            f.Remediation.ProofTakenAt,
            f.Remediation.RiskAcceptedUntil,
            f.Remediation.Reason,
            f.Remediation.HandledById is { } handler ? people[handler] : null)
        {
            IsGuarded = guarded.Contains(f.Remediation.IdentityId) && HoldsPolicy(f.Remediation),
        });

        string? Shown(Remediation remediation, string? command) =>
            !isWhole && guarded.Contains(remediation.IdentityId) && GuardedPolicies.MayHoldPolicy(command) ? null : command;
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
}
