using Microsoft.EntityFrameworkCore;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Inventory.Imports;

/// <summary>What is known of a source before an import, as of its newest snapshot.</summary>
/// <param name="Source">The source, or null when it is to be made.</param>
/// <param name="Newest">The snapshot that the rest is as of, or null before the first.</param>
/// <param name="NewestTakenAt">The time that the newest snapshot shows.</param>
/// <param name="Identities">Its identities by native id, gone ones included.</param>
internal sealed record SourceBaseline(
    Source? Source, SnapshotId? Newest, DateTimeOffset? NewestTakenAt, Dictionary<string, BaselineIdentity> Identities)
{
    /// <summary>Reads what is known of the source called <paramref name="name"/>.</summary>
    public static async Task<SourceBaseline> ReadAsync(GovernanceDb db, string name, CancellationToken cancellationToken)
    {
        if (await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken) is not { } source)
        {
            return new(null, null, null, new(StringComparer.Ordinal));
        }
        var newest = await NewestAsync(db, source.Id, cancellationToken);
        var identities = new Dictionary<string, BaselineIdentity>(StringComparer.Ordinal);
        var containers = new Dictionary<string, string>(StringComparer.Ordinal);
        var rows = db.Identities
            .Where(i => i.SourceId == source.Id)
            .Select(i => new { i.Id, i.NativeId, i.Container, i.ContentHash, IsOpen = i.ObservedUntil == null })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            containers.TryAdd(row.Container, row.Container);
            identities.Add(row.NativeId, new(row.Id, containers[row.Container], row.ContentHash, row.IsOpen));
        }
        return new(source, newest?.Id, newest?.TakenAt, identities);
    }

    /// <summary>Whether a snapshot came in since this was read: then it says nothing any more.</summary>
    public async Task<bool> IsOutdatedAsync(GovernanceDb db, string name, CancellationToken cancellationToken)
    {
        var source = await db.Sources.AsNoTracking().SingleOrDefaultAsync(s => s.Name == name, cancellationToken);
        return source?.Id != Source?.Id
            || (source is not null && (await NewestAsync(db, source.Id, cancellationToken))?.Id != Newest);
    }

    // Snapshots never go back in time, so that the one with the latest time is also the newest; ids grow with time and decide between equals.
    private static async Task<(SnapshotId Id, DateTimeOffset TakenAt)?> NewestAsync(GovernanceDb db, SourceId source, CancellationToken cancellationToken)
    {
        var newest = await db.Snapshots
            .Where(s => s.SourceId == source)
            .OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Id)
            .Select(s => new { s.Id, s.TakenAt })
            .FirstOrDefaultAsync(cancellationToken);
        return newest is null ? null : (newest.Id, newest.TakenAt);
    }
}
