using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>What events have told about the things in which two snapshots differ.</summary>
internal sealed class ToldChanges
{
    /// <summary>Reading a large account takes minutes, and clocks differ: an event this close to a snapshot may be on either side of it.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    private readonly ILookup<IndexKey, Told> _byTarget;
    private readonly ILookup<IdentityId, Told> _withoutTarget;
    private readonly SourceId[] _related;
    private readonly DateTimeOffset _previousSnapshot;

    private ToldChanges(ILookup<IndexKey, Told> byTarget, ILookup<IdentityId, Told> withoutTarget, SourceId[] related, DateTimeOffset previousSnapshot)
    {
        _byTarget = byTarget;
        _withoutTarget = withoutTarget;
        _related = related;
        _previousSnapshot = previousSnapshot;
    }

    /// <summary>Reads them.</summary>
    public static async Task<ToldChanges> ReadAsync(
        GovernanceDb db, Snapshot snapshot, SourceId[] related, IReadOnlyCollection<SnapshotFinding> found, CancellationToken cancellationToken)
    {
        var until = snapshot.TakenAt + Slack;
        var previous = await db.Snapshots
            .Where(s => s.SourceId == snapshot.SourceId && s.TakenAt < snapshot.TakenAt)
            .MaxAsync(s => (DateTimeOffset?)s.TakenAt, cancellationToken) ?? DateTimeOffset.MinValue + Slack;
        var events = db.Changes.Where(c => EF.Parameter(related).Contains(c.SourceId) && !c.IsSilent && c.Error == null && c.At <= until);

        var targets = found.SelectMany(f => f.ExplainingTargets).Distinct(StringComparer.Ordinal).SelectMany(t => related, (t, s) => ChangeTarget.In(s, t)).ToArray();
        var ofTargets = await events
            .Where(c => EF.Parameter(targets).Contains(c.TargetKey!.Value))
            .Select(c => new { c.TargetKey, c.At, c.Kind })
            .ToListAsync(cancellationToken);

        var identities = found.Select(f => f.Identity?.Id).OfType<IdentityId>().Distinct().ToArray();
        var since = previous - Slack;
        var ofIdentities = await db.ChangeParties
            .Where(p => EF.Parameter(identities).Contains(p.IdentityId) && p.IsSubject && p.At >= since)
            .Join(events.Where(c => c.Target == null), p => p.Sequence, c => c.Sequence, (p, c) => new { p.IdentityId, c.At, c.Kind })
            .ToListAsync(cancellationToken);
        return new(
            ofTargets.ToLookup(c => c.TargetKey!.Value, c => new Told(c.At, c.Kind)),
            ofIdentities.ToLookup(c => c.IdentityId, c => new Told(c.At, c.Kind)),
            related,
            previous);
    }

    /// <summary>
    /// Whether an event explains what was found: the last one about that very thing led to what the snapshot shows, or one since the snapshot
    /// before did the like to the identity without naming the thing.
    /// </summary>
    public bool TellOf(SnapshotFinding found)
    {
        // A rewritten entitlement was as it was until at least the snapshot that began it: what came before that explains nothing.
        var since = (found.BeforeSince ?? DateTimeOffset.MinValue + Slack) - Slack;
        var last = found.ExplainingTargets
            .SelectMany(target => _related.SelectMany(source => _byTarget[ChangeTarget.In(source, target)]))
            .Where(t => t.At >= since)
            .MaxBy(t => t.At);
        return (last is not null && LeadsTo(last.Kind, found))
            || (found.Identity is { } identity && _withoutTarget[identity.Id].Any(t => t.At >= _previousSnapshot - Slack && LeadsTo(t.Kind, found)));
    }

    private static bool LeadsTo(ChangeKind told, SnapshotFinding found) => found.Kind switch
    {
        ChangeKind.TrustChanged => told is ChangeKind.TrustChanged,
        ChangeKind.LimitAdded => told is ChangeKind.LimitAdded,
        ChangeKind.LimitRemoved => told is ChangeKind.LimitRemoved,
        // Another boundary is put on in the place of the one that is there.
        _ when found.Limit is not null => told is ChangeKind.PermissionChanged or ChangeKind.LimitAdded,
        ChangeKind.IdentityCreated => told is ChangeKind.IdentityCreated,
        ChangeKind.IdentityDeleted => told is ChangeKind.IdentityDeleted,
        ChangeKind.PermissionLost => told is ChangeKind.PermissionLost,
        ChangeKind.PermissionGained => told is ChangeKind.PermissionGained or ChangeKind.PermissionChanged,
        // A rewritten policy can have been taken and given again, or be told of by what it took from or gave to its holders.
        _ => told is ChangeKind.PermissionGained or ChangeKind.PermissionChanged or ChangeKind.PermissionLost,
    };

    private sealed record Told(DateTimeOffset At, ChangeKind Kind);
}
