using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Who held the policies and groups that a batch of events touches, and with what content, as snapshots show it.</summary>
internal sealed class Holdings
{
    private readonly ILookup<string, Held> _byKey;
    private readonly IReadOnlyList<DateTimeOffset> _snapshots;

    private Holdings(ILookup<string, Held> byKey, IReadOnlyList<DateTimeOffset> snapshots)
    {
        _byKey = byKey;
        _snapshots = snapshots;
    }

    /// <summary>Reads what <paramref name="events"/> touch. <paramref name="subjects"/> bounds the search for policies that live in a principal.</summary>
    public static async Task<Holdings> ReadAsync(
        GovernanceDb db, SourceId source, IReadOnlyList<NativeEvent> events, IReadOnlySet<IdentityId> subjects, CancellationToken cancellationToken)
    {
        var shared = events.SelectMany(e => new[] { e.Policy, e.Group }).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var inline = events.Where(e => e.Entitlement is { Kind: EntitlementKind.InlinePolicy })
            .Select(e => e.Entitlement!.Key).Distinct(StringComparer.Ordinal).ToArray();
        if (shared.Length == 0 && inline.Length == 0)
        {
            return new(Enumerable.Empty<Held>().ToLookup(h => h.Key, StringComparer.Ordinal), []);
        }
        var held = new List<Held>();
        if (shared.Length > 0)
        {
            held.AddRange(await ReadAsync(db, source, e => EF.Parameter(shared).Contains(e.Key) && e.Kind != EntitlementKind.InlinePolicy, cancellationToken));
        }
        if (inline.Length > 0)
        {
            var holders = subjects.ToArray();
            held.AddRange(await ReadAsync(
                db,
                source,
                e => EF.Parameter(holders).Contains(e.IdentityId) && e.Kind == EntitlementKind.InlinePolicy && EF.Parameter(inline).Contains(e.Key),
                cancellationToken));
        }
        var snapshots = await db.Snapshots.Where(s => s.SourceId == source).Select(s => s.TakenAt).ToListAsync(cancellationToken);
        snapshots.Sort();
        return new(held.ToLookup(h => h.Key, StringComparer.Ordinal), snapshots);
    }

    /// <summary>Who held the managed policy or was in the group that <paramref name="happened"/> touches, as the snapshot before it shows.</summary>
    public IEnumerable<IdentityId> HoldersOf(NativeEvent happened)
    {
        // Of the time before the first snapshot nothing better is known than that snapshot.
        var at = _snapshots is [var first, ..] && first > happened.At ? first : happened.At;
        return new[] { (Key: happened.Policy, Kind: EntitlementKind.ManagedPolicy), (Key: happened.Group, Kind: EntitlementKind.GroupMembership) }
            .Where(touched => touched.Key is not null)
            .SelectMany(touched => _byKey[touched.Key!].Where(h =>
                h.Kind == touched.Kind
                && h.IsAt(at)
                && (touched.Kind != EntitlementKind.GroupMembership || h.Container == happened.Container)))
            .Select(h => h.Holder)
            .Distinct();
    }

    /// <summary>The newest snapshot that is not later than <paramref name="at"/>, or null.</summary>
    public DateTimeOffset? SnapshotBefore(DateTimeOffset at)
    {
        var newest = (DateTimeOffset?)null;
        foreach (var taken in _snapshots.TakeWhile(s => s <= at))
        {
            newest = taken;
        }
        return newest;
    }

    /// <summary>Hash of the document that <paramref name="happened"/> rewrites or takes, as the snapshot before it shows; null when no snapshot does.</summary>
    public string? DocumentBefore(NativeEvent happened, IdentityId? subject) => happened switch
    {
        { Policy: { } policy } => _byKey[policy]
            .FirstOrDefault(h => h.Kind == EntitlementKind.ManagedPolicy && h.IsAt(happened.At))?.Hash,
        { Entitlement: { Kind: EntitlementKind.InlinePolicy } entitlement } when subject is not null => _byKey[entitlement.Key]
            .FirstOrDefault(h => h.Kind == EntitlementKind.InlinePolicy && h.Holder == subject && h.IsAt(happened.At))?.Hash,
        _ => null,
    };

    private static async Task<List<Held>> ReadAsync(
        GovernanceDb db,
        SourceId source,
        System.Linq.Expressions.Expression<Func<Entitlement, bool>> which,
        CancellationToken cancellationToken)
    {
        var rows = await db.Entitlements.AsNoTracking()
            .Where(which)
            .Join(
                db.Identities.Where(i => i.SourceId == source),
                e => e.IdentityId,
                i => i.Id,
                (e, i) => new { e.Kind, e.Key, e.IdentityId, i.Container, e.ObservedFrom, e.ObservedUntil, e.Documents })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(r => new Held(
            r.Kind, r.Key, r.IdentityId, r.Container, r.ObservedFrom, r.ObservedUntil, r.Documents is [var only] ? only.Hash : null))];
    }

    private sealed record Held(
        EntitlementKind Kind, string Key, IdentityId Holder, string Container, DateTimeOffset From, DateTimeOffset? Until, string? Hash)
    {
        public bool IsAt(DateTimeOffset at) => From <= at && (Until is null || Until > at);
    }
}
