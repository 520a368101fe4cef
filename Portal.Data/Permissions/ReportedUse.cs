using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>What the newest report of its platform says of the services that an identity may use.</summary>
/// <param name="Services">How many it may use.</param>
/// <param name="Used">How many of them it used in the last <see cref="Days"/> days.</param>
internal sealed record ReportedUse(int Services, int Used)
{
    /// <summary>How far one looks back. A report that is older says nothing.</summary>
    public const int Days = 90;

    /// <summary>With fewer services a share says little.</summary>
    private const int FewServices = 4;

    /// <summary>True when at most a quarter was used.</summary>
    public bool IsMostlyUnused => Services >= FewServices && Used * 4 <= Services;

    /// <summary>Reads it for those identities that have such a report.</summary>
    public static async Task<IReadOnlyDictionary<IdentityId, ReportedUse>> ReadAsync(GovernanceDb db, IdentityId[] ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now.AddDays(-Days);
        var rows = await db.ServiceUses.AsNoTracking()
            .Where(u => EF.Parameter(ids).Contains(u.IdentityId) && u.Action == string.Empty && u.ReportedAt >= since)
            .Select(u => new { u.IdentityId, IsUsed = u.LastUsedAt != null && u.LastUsedAt >= since })
            .ToListAsync(cancellationToken);
        return rows.GroupBy(u => u.IdentityId).ToDictionary(u => u.Key, u => new ReportedUse(u.Count(), u.Count(service => service.IsUsed)));
    }
}
