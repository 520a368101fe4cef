using Microsoft.EntityFrameworkCore;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>Stores what reports say of the use of services: an identity's newest report takes the place of the one before.</summary>
/// <param name="db">Where to.</param>
/// <param name="source">The source that is imported into.</param>
internal sealed class UseWriter(GovernanceDb db, Source source)
{
    private const int AtOnce = 500;

    /// <summary>Stores them.</summary>
    /// <param name="uses">What the export holds.</param>
    /// <param name="takenAt">When the export was taken, for reports that do not say when they were made.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>The identities that the reports are about.</returns>
    public async Task<IReadOnlyList<IdentityId>> WriteAsync(IReadOnlyCollection<SnapshotItem.LastAccessed> uses, DateTimeOffset takenAt, CancellationToken cancellationToken)
    {
        var reported = new List<IdentityId>();
        foreach (var batch in uses.GroupBy(u => u.NativeId, StringComparer.Ordinal).Chunk(AtOnce))
        {
            var names = batch.Select(u => u.Key).ToArray();
            var identities = await db.Identities.AsNoTracking()
                .Where(i => i.SourceId == source.Id && EF.Parameter(names).Contains(i.NativeId))
                .Select(i => new { i.NativeId, i.Id })
                .ToDictionaryAsync(i => i.NativeId, i => i.Id, StringComparer.Ordinal, cancellationToken);
            var ids = identities.Values.ToArray();
            await db.ServiceUses.Where(u => EF.Parameter(ids).Contains(u.IdentityId)).ExecuteDeleteAsync(cancellationToken);
            var rows = batch.Where(u => identities.ContainsKey(u.Key)).SelectMany(identity => identity
                .GroupBy(u => (Service: u.Service.ToLowerInvariant(), Action: u.Action ?? string.Empty))
                .Select(same => new ServiceUse
                {
                    IdentityId = identities[identity.Key],
                    Service = same.Key.Service,
                    Action = same.Key.Action,
                    LastUsedAt = same.Max(u => u.At),
                    ReportedAt = same.Max(u => u.ReportedAt) ?? takenAt,
                }));
            await db.BulkInsertAsync(rows, skipExisting: false, cancellationToken);
            reported.AddRange(ids);
        }
        return reported;
    }
}
