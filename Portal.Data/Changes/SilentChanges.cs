using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Finds what a snapshot shows changed and no event told of, and keeps it as a silent change. The first snapshot of a source, and the first
/// that covers an account of it, changes nothing: it only shows what was there.
/// </summary>
/// <param name="relations">Knows whose events may tell of it.</param>
/// <param name="followers">Act on what is found.</param>
internal sealed class SilentChanges(RelatedSources relations, IEnumerable<IChangeFollower> followers) : ISnapshotFollower
{
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
        return found;
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
                identity = found.Identity.NativeId,
                entitlement = found.Entitlement is { } e ? new { e.Kind, e.Key, e.Name } : null,
                before = found.Before?.Documents,
                after = found.After?.Documents,
            },
            Readable);
        var draft = new ChangeDraft(new Change
        {
            Sequence = sequence,
            SourceId = source.Id,
            Platform = source.Platform,
            EventId = $"snapshot:{snapshot.Id.Value:N}:{(found.Entitlement?.Id.Value ?? found.Identity.Id.Value):N}",
            At = snapshot.TakenAt.ToUniversalTime(),
            ArrivedAt = scope.Now,
            Kind = found.Kind,
            Name = found.Name,
            Service = "snapshot",
            Container = found.Identity.Container,
            NamedSubjects = [new(found.Identity.Kind, found.Identity.Container, found.Identity.Name, found.Identity.NativeId)],
            Target = found.Target,
            Before = found.Before is { } before ? TextOf(before, texts) : null,
            After = found.After is { } after ? TextOf(after, texts) : found.Summary,
            IsSilent = true,
            SearchText = ChangeWriter.SearchTextOf([found.Name, found.Identity.NativeId, found.Entitlement?.Key]),
            Digest = ChangeWriter.DigestOf(raw),
            Raw = raw,
        }, new PartyKeys(source.Id));
        draft.AddSubject(found.Identity.Id);
        return draft;
    }

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
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        return await db.PolicyDocuments.AsNoTracking()
            .Where(d => EF.Parameter(hashes).Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
    }
}
