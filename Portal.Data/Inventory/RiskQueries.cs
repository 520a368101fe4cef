using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Reads how risks changed.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class RiskQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>How many changes are given out at most.</summary>
    public const int MostChanges = 100;

    /// <summary>The changes of an identity's risk, newest first; null when there is no such identity.</summary>
    public async Task<IReadOnlyList<RiskChangeRow>?> OfAsync(IdentityId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Identities.AnyAsync(i => i.Id == id, cancellationToken)
            ? await RowsAsync(db.RiskChanges.Where(c => c.IdentityId == id), cancellationToken)
            : null;
    }

    /// <summary>The changes of an agent's risk, newest first; null when there is no such agent.</summary>
    public async Task<IReadOnlyList<RiskChangeRow>?> OfAsync(AgentId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAgent);
        if (!by.Knows(id.Value))
        {
            return null;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Agents.AnyAsync(a => a.Id == id, cancellationToken)
            ? await RowsAsync(db.RiskChanges.Where(c => c.AgentId == id), cancellationToken)
            : null;
    }

    private static async Task<IReadOnlyList<RiskChangeRow>> RowsAsync(IQueryable<RiskChange> changes, CancellationToken cancellationToken) =>
        await changes.AsNoTracking().OrderByDescending(c => c.Id).Take(MostChanges)
            .Select(c => new RiskChangeRow(c.At, c.From, c.To, c.Came, c.Went)).ToListAsync(cancellationToken);
}
