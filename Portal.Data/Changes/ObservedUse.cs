using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>What identities were seen doing, from the events that the portal keeps. Failed attempts are no use.</summary>
internal sealed class ObservedUse : IObservedUse
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<UseFact>> ReadAsync(GovernanceDb db, IdentityId id, CancellationToken cancellationToken)
    {
        var taken = await db.ChangeParties.AsNoTracking()
            .Where(p => p.IdentityId == id && p.IsActor)
            .Join(db.Changes.AsNoTracking().Where(c => c.Error == null && !c.IsSilent), p => p.Sequence, c => c.Sequence, (p, c) => new { c.Service, c.Name, p.At })
            .GroupBy(c => new { c.Service, c.Name })
            .Select(c => new { c.Key.Service, c.Key.Name, At = c.Max(u => u.At) })
            .ToListAsync(cancellationToken);
        return [.. taken.Select(c => new UseFact(c.Service, c.Name, c.At, ReportedAt: null))];
    }
}
