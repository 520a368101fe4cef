using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory.Certificates;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Reads the inventory at a glance. It counts whole tables, so its reader keeps the answer until something changes.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class InventorySummaryQueries(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    /// <summary>The inventory as it is now.</summary>
    public async Task<InventorySummary> ReadAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var byStatus = await db.Agents
            .GroupBy(a => a.Status)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var agents = db.Agents.AsNoTracking().Where(a => a.Status != AgentStatus.Dismissed && a.Status != AgentStatus.Retired);
        var people = db.People;
        var riskiest = await agents
            .Where(a => a.Risk > 0)
            .OrderByDescending(a => a.Risk).ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Take(InventorySummary.Most)
            .ToListAsync(cancellationToken);
        var newest = await agents
            .OrderByDescending(a => a.CreatedAt).ThenBy(a => a.Name).ThenBy(a => a.Id)
            .Take(InventorySummary.Most)
            .ToListAsync(cancellationToken);
        var identities = db.Identities.AsNoTracking().Where(i => i.ObservedUntil == null);
        var allAgents = db.Agents;
        var waiting = identities.Where(i => allAgents.Any(a => a.Id == i.AgentId && a.Status == AgentStatus.Discovered));
        var strongest = await waiting
            .OrderByDescending(i => i.Confidence).ThenBy(i => i.Name).ThenBy(i => i.Id)
            .Take(InventorySummary.Most)
            .ToListAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var standings = db.Standings.Where(s => identities.Any(i => i.Id == s.IdentityId));
        return new(
            byStatus,
            await agents.CountAsync(a => a.OwnerId == null, cancellationToken),
            await agents.CountAsync(a => people.Any(p => p.Id == a.OwnerId && !p.IsActive), cancellationToken),
            await agents.CountAsync(a => a.InheritedAt != null && a.OwnerId != null, cancellationToken),
            await agents.CountAsync(a => people.Any(p => p.Id == a.SponsorId && !p.IsActive), cancellationToken),
            await AgentQueries.RowsAsync(db, riskiest, cancellationToken),
            await AgentQueries.RowsAsync(db, newest, cancellationToken),
            await identities.CountAsync(cancellationToken),
            await waiting.CountAsync(cancellationToken),
            await IdentityQueries.RowsAsync(db, strongest, now, cancellationToken),
            await identities.CountAsync(i => i.IsAdministrator && i.AgentId != null, cancellationToken),
            await agents.CountAsync(a => a.Risk >= InventorySummary.HighRiskFrom, cancellationToken),
            await BandsAsync(agents, cancellationToken))
        {
            Uncertified = await standings.CountAsync(IdentityStanding.Is(Certification.Uncertified, now), cancellationToken),
            Expired = await standings.CountAsync(IdentityStanding.Is(Certification.Expired, now), cancellationToken),
        };
    }

    private static async Task<IReadOnlyList<int>> BandsAsync(IQueryable<Agent> agents, CancellationToken cancellationToken)
    {
        var byRisk = await agents
            .GroupBy(a => a.Risk)
            .Select(g => new { Risk = g.Key, Count = g.Count() })
            .ToListAsync(cancellationToken);
        var from = InventorySummary.RiskBandsFrom;
        return [.. from.Select((least, band) => byRisk
            .Where(g => g.Risk >= least && (band + 1 == from.Count || g.Risk < from[band + 1]))
            .Sum(g => g.Count))];
    }
}
