using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Who held the policies and groups that a batch of events touches, and with what content, as snapshots show it.</summary>
internal sealed class Holdings
{
    private readonly SourceId _source;
    private readonly ILookup<string, Held> _byKey;
    private readonly ILookup<string, SourceId> _sourcesOf;
    private readonly ILookup<SourceId, DateTimeOffset> _snapshots;
    private readonly ILookup<string, LimitingDocument> _limiting;

    private Holdings(SourceId source, IReadOnlyList<Held> held, ILookup<SourceId, DateTimeOffset> snapshots, IReadOnlyList<LimitingDocument> limiting)
    {
        _limiting = limiting.ToLookup(d => d.Of, StringComparer.Ordinal);
        _source = source;
        _byKey = held.ToLookup(h => h.Key, StringComparer.Ordinal);
        _sourcesOf = held.Select(h => (h.Container, h.Source)).Distinct().ToLookup(h => h.Container, h => h.Source, StringComparer.Ordinal);
        _snapshots = snapshots;
    }

    /// <summary>Reads what <paramref name="events"/> touch.</summary>
    /// <param name="db">The database.</param>
    /// <param name="source">The source of the events.</param>
    /// <param name="related">The sources to look in.</param>
    /// <param name="events">The events.</param>
    /// <param name="subjects">Bounds the search for policies that live in a principal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Holdings> ReadAsync(
        GovernanceDb db,
        SourceId source,
        SourceId[] related,
        IReadOnlyList<NativeEvent> events,
        IReadOnlySet<IdentityId> subjects,
        CancellationToken cancellationToken)
    {
        var shared = events.SelectMany(e => new[] { e.Policy, e.Group }).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var inline = events.Where(e => e.Entitlement is { Kind: EntitlementKind.InlinePolicy })
            .Select(e => e.Entitlement!.Key).Distinct(StringComparer.Ordinal).ToArray();
        var limiting = await LimitingDocument.ReadAsync(db, related, events, subjects, cancellationToken);
        if (shared.Length == 0 && inline.Length == 0)
        {
            return new(source, [], Enumerable.Empty<DateTimeOffset>().ToLookup(_ => source), limiting);
        }
        var held = new List<Held>();
        if (shared.Length > 0)
        {
            held.AddRange(await ReadAsync(
                db, related, db.Entitlements.Where(e => EF.Parameter(shared).Contains(e.Key) && e.Kind != EntitlementKind.InlinePolicy), cancellationToken));
            held.AddRange(await ThroughGroupsAsync(db, related, shared, cancellationToken));
        }
        if (inline.Length > 0)
        {
            var holders = subjects.ToArray();
            held.AddRange(await ReadAsync(
                db,
                related,
                db.Entitlements.Where(e =>
                    EF.Parameter(holders).Contains(e.IdentityId) && e.Kind == EntitlementKind.InlinePolicy && EF.Parameter(inline).Contains(e.Key)),
                cancellationToken));
        }
        var sources = held.Select(h => h.Source).Append(source).Distinct().ToArray();
        var snapshots = await db.Snapshots
            .Where(s => EF.Parameter(sources).Contains(s.SourceId))
            .OrderBy(s => s.TakenAt)
            .Select(s => new { s.SourceId, s.TakenAt })
            .ToListAsync(cancellationToken);
        return new(source, held, snapshots.ToLookup(s => s.SourceId, s => s.TakenAt), limiting);
    }

    /// <summary>
    /// Who held the managed policy, by themselves or through a group, or was in the group that <paramref name="happened"/> touches, as the
    /// snapshot before it shows.
    /// </summary>
    public IEnumerable<IdentityId> HoldersOf(NativeEvent happened) =>
        new[] { (Key: happened.Policy, Kind: EntitlementKind.ManagedPolicy), (Key: happened.Group, Kind: EntitlementKind.GroupMembership) }
            .Where(touched => touched.Key is not null)
            .SelectMany(touched => _byKey[touched.Key!].Where(h =>
                h.Kind == touched.Kind
                && h.IsAt(KnownTime(h.Source, happened.At))
                && (touched.Kind != EntitlementKind.GroupMembership || h.Container == happened.Container)))
            .Select(h => h.Holder)
            .Distinct();

    /// <summary>The newest snapshot of <paramref name="container"/> that is not later than <paramref name="at"/>, or null.</summary>
    public DateTimeOffset? SnapshotBefore(string container, DateTimeOffset at)
    {
        var newest = (DateTimeOffset?)null;
        foreach (var source in _sourcesOf[container].DefaultIfEmpty(_source))
        {
            foreach (var taken in _snapshots[source].TakeWhile(s => s <= at))
            {
                newest = newest is null || taken > newest ? taken : newest;
            }
        }
        return newest;
    }

    /// <summary>Hash of the document that <paramref name="happened"/> rewrites or takes, as the snapshot before it shows; null when no snapshot does.</summary>
    public string? DocumentBefore(NativeEvent happened, IdentityId? subject) => happened switch
    {
        { Policy: { } policy } => _byKey[policy]
            .FirstOrDefault(h => h.Kind == EntitlementKind.ManagedPolicy && h.IsAt(happened.At))?.Hash,
        { LimitPolicy: { } limit, Scope: null } => _limiting[limit].FirstOrDefault(d => d.IsAt(happened.At))?.Hash,
        { IsTrustDocument: true } when subject is { } trusting => _limiting[LimitingDocument.NameOf(trusting)].FirstOrDefault(d => d.IsAt(happened.At))?.Hash,
        { Group: { } group, Entitlement: { Kind: EntitlementKind.InlinePolicy, Key: var own } } => _byKey[group]
            .Where(h => h.Kind == EntitlementKind.GroupMembership && h.Container == happened.Container && h.IsAt(happened.At))
            .SelectMany(h => h.Documents)
            .FirstOrDefault(d => d.Key is null && d.Name == own)?.Hash,
        { Entitlement: { Kind: EntitlementKind.InlinePolicy } entitlement } when subject is not null => _byKey[entitlement.Key]
            .FirstOrDefault(h => h.Kind == EntitlementKind.InlinePolicy && h.Holder == subject && h.IsAt(happened.At))?.Hash,
        _ => null,
    };

    // Of the time before the first snapshot nothing better is known than that snapshot.
    private DateTimeOffset KnownTime(SourceId source, DateTimeOffset at) =>
        _snapshots[source].Select(s => (DateTimeOffset?)s).FirstOrDefault() is { } first && first > at ? first : at;

    private static async Task<List<Held>> ReadAsync(
        GovernanceDb db, SourceId[] related, IQueryable<Entitlement> entitlements, CancellationToken cancellationToken)
    {
        var rows = await Held.Of(db, related, entitlements).ToListAsync(cancellationToken);
        return rows.ConvertAll(r => r.As(r.Kind, r.Key, r.Documents is [var only] ? only.Hash : null) with { Documents = r.Documents });
    }

    // Who holds a policy through a group has a membership that hands it on.
    private static async Task<List<Held>> ThroughGroupsAsync(GovernanceDb db, SourceId[] related, string[] policies, CancellationToken cancellationToken)
    {
        var handedOn = await db.GroupPolicies
            .Where(p => EF.Parameter(policies).Contains(p.Policy))
            .Select(p => new { p.Policy, p.EntitlementId })
            .ToListAsync(cancellationToken);
        if (handedOn.Count == 0)
        {
            return [];
        }
        var ids = handedOn.Select(p => p.EntitlementId).Distinct().ToArray();
        var memberships = await Held.Of(db, related, db.Entitlements.Where(e => EF.Parameter(ids).Contains(e.Id)))
            .ToDictionaryAsync(r => r.Id, cancellationToken);
        return
        [
            .. handedOn
                .Where(p => memberships.ContainsKey(p.EntitlementId))
                .Select(p => memberships[p.EntitlementId].As(
                    EntitlementKind.ManagedPolicy,
                    p.Policy,
                    memberships[p.EntitlementId].Documents.FirstOrDefault(d => d.Key == p.Policy)?.Hash)),
        ];
    }

    private sealed record Held(
        EntitlementKind Kind, string Key, IdentityId Holder, SourceId Source, string Container, DateTimeOffset From, DateTimeOffset? Until, string? Hash)
    {
        public IReadOnlyList<GrantDocument> Documents { get; init; } = [];

        public bool IsAt(DateTimeOffset at) => From <= at && (Until is null || Until > at);

        public static IQueryable<Row> Of(GovernanceDb db, SourceId[] related, IQueryable<Entitlement> entitlements) => entitlements
            .AsNoTracking()
            .Join(
                db.Identities.Where(i => EF.Parameter(related).Contains(i.SourceId)),
                e => e.IdentityId,
                i => i.Id,
                (e, i) => new Row(e.Id, e.Kind, e.Key, e.IdentityId, i.SourceId, i.Container, e.ObservedFrom, e.ObservedUntil, e.Documents));
    }

    private sealed record Row(
        EntitlementId Id,
        EntitlementKind Kind,
        string Key,
        IdentityId Holder,
        SourceId Source,
        string Container,
        DateTimeOffset From,
        DateTimeOffset? Until,
        IReadOnlyList<GrantDocument> Documents)
    {
        public Held As(EntitlementKind kind, string key, string? hash) => new(kind, key, Holder, Source, Container, From, Until, hash);
    }
}
