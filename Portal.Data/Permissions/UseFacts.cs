using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Gathers the evidence of what an identity used: the platform's own reports, and what it was seen doing.</summary>
internal static class UseFacts
{
    /// <summary>All of it that is kept.</summary>
    public static async Task<IReadOnlyList<UseFact>> ReadAsync(this IEnumerable<IObservedUse> observed, GovernanceDb db, IdentityId id, CancellationToken cancellationToken)
    {
        var facts = new List<UseFact>();
        foreach (var report in await db.ServiceUses.AsNoTracking().Where(u => u.IdentityId == id).ToListAsync(cancellationToken))
        {
            facts.Add(new(report.Service, report.Action.Length == 0 ? null : report.Action, report.LastUsedAt, report.ReportedAt));
        }
        foreach (var source in observed)
        {
            facts.AddRange(await source.ReadAsync(db, id, cancellationToken));
        }
        return facts;
    }
}
