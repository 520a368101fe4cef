using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds what a snapshot shows changed and no event told of, and keeps it as a silent change. The first snapshot of a source, and the first
/// that covers an account or the organization of it, changes nothing: it only shows what was there.
/// </summary>
/// <param name="relations">Knows whose events may tell of it.</param>
/// <param name="followers">Act on what is found.</param>
internal sealed class SilentChanges(RelatedSources relations, IEnumerable<IChangeFollower> followers) : ISnapshotFollower
{
    private const int AtOnce = 500;

    // People read it as it is: a plus sign is a plus sign.
    private static readonly JsonSerializerOptions Readable = new(StoredJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public async Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        if (difference.IsFirst)
        {
            return;
        }
        var found = await FindAsync(scope.Db, snapshot, difference, cancellationToken);
        if (found.Count == 0)
        {
            return;
        }
        var source = await scope.Db.Sources.SingleAsync(s => s.Id == snapshot.SourceId, cancellationToken);
        var related = await relations.OfAsync(scope.Db, source, cancellationToken);
        var told = await ToldChanges.ReadAsync(scope.Db, snapshot, related, found, cancellationToken);
        var silent = found.FindAll(f => !told.TellOf(f));
        if (silent.Count == 0)
        {
            return;
        }
        await WriteAsync(scope, source, snapshot, silent, cancellationToken);
        scope.Record("changes.silent", new("source", source.Id.Value.ToString(), source.Name), after: new { silent = silent.Count, snapshot = snapshot.Id });
        scope.Announce(Topic.Changes);
    }

    private static async Task<List<SnapshotFinding>> FindAsync(
        GovernanceDb db, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        var covered = await db.Identities
            .Where(i => i.SourceId == snapshot.SourceId && i.ObservedFrom < snapshot.TakenAt)
            .Select(i => i.Container)
            .Distinct()
            .ToHashSetAsync(StringComparer.Ordinal, cancellationToken);
        var added = difference.AddedIdentities.ToDictionary(i => i.Id);
        var gone = difference.GoneIdentities.ToDictionary(i => i.Id);
        var found = new List<SnapshotFinding>();
        found.AddRange(added.Values.Where(i => covered.Contains(i.Container)).Select(i => SnapshotFinding.Appeared(i, difference.Added)));
        found.AddRange(gone.Values.Select(i => SnapshotFinding.Gone(i, difference.Ended)));

        var holders = await HoldersAsync(db, difference, cancellationToken);
        var ended = difference.Ended.ToLookup(e => (e.IdentityId, e.Kind, e.Key));
        var begun = difference.Added.Select(e => (e.IdentityId, e.Kind, e.Key)).ToHashSet();
        found.AddRange(difference.Added
            .Where(e => !added.ContainsKey(e.IdentityId))
            .Select(e => SnapshotFinding.Of(holders[e.IdentityId], e, ended[(e.IdentityId, e.Kind, e.Key)].FirstOrDefault())));
        found.AddRange(difference.Ended
            .Where(e => !gone.ContainsKey(e.IdentityId) && !added.ContainsKey(e.IdentityId) && !begun.Contains((e.IdentityId, e.Kind, e.Key)))
            .Select(e => SnapshotFinding.Of(holders[e.IdentityId], null, e)));
        found.AddRange(await LimitsAsync(db, snapshot, difference, cancellationToken));
        found.AddRange(await TrustAsync(db, snapshot, difference, cancellationToken));
        return found;
    }

    /// <summary>Boundaries of identities that were there before, and policies on places of an organization whose places were read before.</summary>
    private static async Task<IEnumerable<SnapshotFinding>> LimitsAsync(
        GovernanceDb db, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        if (difference.Limits.Count == 0)
        {
            return [];
        }
        var there = await ThereAsync(db, snapshot, difference, difference.Limits.Where(l => l.Kind == LimitKind.Boundary).Select(l => l.Target), cancellationToken);
        var isKnown = await db.Limits.AnyAsync(l => l.SourceId == snapshot.SourceId && l.Kind != LimitKind.Boundary && l.ObservedFrom < snapshot.TakenAt, cancellationToken);
        // A principal has one boundary, whichever policy it is.
        var found = new List<SnapshotFinding>();
        foreach (var place in difference.Limits.GroupBy(l => (l.Kind, l.Target, Key: l.Kind == LimitKind.Boundary ? string.Empty : l.Key)))
        {
            var (before, after) = (place.FirstOrDefault(l => l.ObservedUntil is not null), place.FirstOrDefault(l => l.ObservedUntil is null));
            if (place.Key.Kind != LimitKind.Boundary && isKnown)
            {
                found.Add(SnapshotFinding.OfPlaced(after, before));
            }
            else if (place.Key.Kind == LimitKind.Boundary && there.TryGetValue(place.Key.Target, out var identity))
            {
                found.Add(SnapshotFinding.OfBoundary(identity, after, before));
            }
        }
        return found;
    }

    /// <summary>Who may become identities that were there before. A role always trusts somebody, so where nothing was known nothing changed.</summary>
    private static async Task<IEnumerable<SnapshotFinding>> TrustAsync(
        GovernanceDb db, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        var there = await ThereAsync(db, snapshot, difference, difference.TrustPolicies.Select(p => p.Resource), cancellationToken);
        return
            from policies in difference.TrustPolicies.GroupBy(p => p.Resource, StringComparer.Ordinal)
            let before = policies.FirstOrDefault(p => p.ObservedUntil is not null)
            where before is not null && there.ContainsKey(policies.Key)
            select SnapshotFinding.OfTrust(there[policies.Key], policies.FirstOrDefault(p => p.ObservedUntil is null), before);
    }

    /// <summary>Those of some identities, by native id, that the snapshot before showed, too.</summary>
    private static async Task<Dictionary<string, Identity>> ThereAsync(
        GovernanceDb db, Snapshot snapshot, SnapshotDifference difference, IEnumerable<string> nativeIds, CancellationToken cancellationToken)
    {
        var other = difference.AddedIdentities.Concat(difference.GoneIdentities).Select(i => i.NativeId).ToHashSet(StringComparer.Ordinal);
        var there = new Dictionary<string, Identity>(StringComparer.Ordinal);
        foreach (var some in nativeIds.Where(n => !other.Contains(n)).Distinct(StringComparer.Ordinal).Chunk(AtOnce))
        {
            foreach (var identity in await db.Identities.AsNoTracking().Where(i => i.SourceId == snapshot.SourceId && EF.Parameter(some).Contains(i.NativeId)).ToListAsync(cancellationToken))
            {
                there.Add(identity.NativeId, identity);
            }
        }
        return there;
    }

    private static async Task<Dictionary<IdentityId, Identity>> HoldersAsync(
        GovernanceDb db, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        var ids = difference.Added.Concat(difference.Ended).Select(e => e.IdentityId).Distinct().ToArray();
        return await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
    }

    private async Task WriteAsync(
        CommandScope scope, Source source, Snapshot snapshot, List<SnapshotFinding> silent, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(ChangeWriter.LockName, cancellationToken);
        var writer = new ChangeWriter(scope, source, [source.Id], followers);
        var texts = await TextsAsync(scope.Db, silent, cancellationToken);
        var sequence = await writer.NextSequenceAsync(cancellationToken);
        var drafts = silent.ConvertAll(f => DraftOf(scope, source, snapshot, f, sequence++, texts));
        await writer.InsertAsync(drafts, cancellationToken);
    }

    private static ChangeDraft DraftOf(
        CommandScope scope, Source source, Snapshot snapshot, SnapshotFinding found, long sequence, Dictionary<string, string> texts)
    {
        var raw = JsonSerializer.Serialize(
            new
            {
                snapshot = snapshot.Id,
                snapshot.TakenAt,
                identity = found.Identity?.NativeId,
                scope = found.Scope,
                policy = (found.PolicyAfter ?? found.PolicyBefore) is { } p ? new { Kind = (object?)found.Limit ?? "trust", p.Key, p.Name } : null,
                entitlement = found.Entitlement is { } e ? new { e.Kind, e.Key, e.Name } : null,
                before = (object?)found.Before?.Documents ?? found.PolicyBefore?.Hash,
                after = (object?)found.After?.Documents ?? found.PolicyAfter?.Hash,
            },
            Readable);
        var draft = new ChangeDraft(new Change
        {
            Sequence = sequence,
            SourceId = source.Id,
            Platform = source.Platform,
            EventId = $"snapshot:{snapshot.Id.Value:N}:{found.Row:N}",
            At = snapshot.TakenAt.ToUniversalTime(),
            ArrivedAt = scope.Now,
            Kind = found.Kind,
            Name = found.Name,
            Service = "snapshot",
            Container = found.Container,
            NamedSubjects = found.Identity is { } named ? [new(named.Kind, named.Container, named.Name, named.NativeId)] : [],
            Scope = found.Scope,
            Target = found.Target,
            Before = found.Before is { } before ? TextOf(before, texts) : TextOf(found.PolicyBefore, texts),
            After = found.After is { } after ? TextOf(after, texts) : TextOf(found.PolicyAfter, texts) ?? found.Summary,
            IsSilent = true,
            SearchText = OutsideText.SearchTextOf([found.Name, found.Identity?.NativeId ?? found.Scope, found.Entitlement?.Key ?? (found.PolicyAfter ?? found.PolicyBefore)?.Key]),
            Digest = OutsideText.DigestOf(raw),
            Raw = raw,
        }, new PartyKeys(source.Id));
        if (found.Identity is { } subject)
        {
            draft.AddSubject(subject.Id);
        }
        return draft;
    }

    private static string? TextOf(FoundPolicy? policy, Dictionary<string, string> texts) =>
        policy is null ? null : policy.Hash is { } hash && texts.TryGetValue(hash, out var text) ? text : policy.Name;

    private static string TextOf(Entitlement entitlement, Dictionary<string, string> texts) =>
        entitlement.Documents is [{ Hash: { } hash }] && texts.TryGetValue(hash, out var text)
            ? text
            : string.Join('\n', entitlement.Documents.Select(d => d.Name).Prepend(entitlement.Name).Distinct(StringComparer.Ordinal));

    private static async Task<Dictionary<string, string>> TextsAsync(GovernanceDb db, List<SnapshotFinding> silent, CancellationToken cancellationToken)
    {
        var hashes = silent
            .SelectMany(f => new[] { f.Before, f.After })
            .OfType<Entitlement>()
            .Select(e => e.Documents is [{ Hash: { } hash }] ? hash : null)
            .Concat(silent.SelectMany(f => new[] { f.PolicyBefore?.Hash, f.PolicyAfter?.Hash }))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return await db.PolicyDocuments.AsNoTracking()
            .Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
    }
}
