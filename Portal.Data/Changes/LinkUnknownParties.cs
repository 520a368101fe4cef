using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes.Delegates;
using Portal.Data.Changes.Rates;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>Ties changes that named a principal before any snapshot showed it to the identity that now appeared.</summary>
/// <param name="relations">Knows whose events may have named it.</param>
internal sealed class LinkUnknownParties(RelatedSources relations) : ISnapshotFollower
{
    private const int KeysAtOnce = 5_000;

    /// <inheritdoc/>
    public async Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        if (difference.AddedIdentities.Count == 0)
        {
            return;
        }
        var source = await scope.Db.Sources.SingleAsync(s => s.Id == snapshot.SourceId, cancellationToken);
        var related = await relations.OfAsync(scope.Db, source, cancellationToken);
        if (!await scope.Db.UnknownParties.AnyAsync(cancellationToken))
        {
            return;
        }
        await scope.Db.LockAsync(ChangeWriter.LockName, cancellationToken);
        var linked = 0;
        foreach (var some in difference.AddedIdentities.Chunk(KeysAtOnce / 2))
        {
            linked += await LinkAsync(scope, related, some, cancellationToken);
        }
        if (linked > 0)
        {
            scope.Record(
                "changes.link",
                new("source", snapshot.SourceId.Value.ToString(), "changes of identities that were not known before"),
                after: new { linked });
            scope.Announce(Topic.Changes);
        }
    }

    private static async Task CountAsync(GovernanceDb db, IReadOnlyList<ChangeParty> linked, CancellationToken cancellationToken)
    {
        foreach (var some in linked.Chunk(KeysAtOnce))
        {
            var sequences = some.Select(p => p.Sequence).Distinct().ToArray();
            var kinds = await db.Changes.Where(c => EF.Parameter(sequences).Contains(c.Sequence))
                .Select(c => new { c.Sequence, c.Kind, IsFailed = c.Error != null })
                .ToDictionaryAsync(c => c.Sequence, cancellationToken);
            var known = (await db.ChangeParties.Where(p => EF.Parameter(sequences).Contains(p.Sequence)).Select(p => new { p.Sequence, p.IdentityId }).ToListAsync(cancellationToken))
                .ConvertAll(p => (p.Sequence, p.IdentityId)).ToHashSet();
            await CountByIdentity.AddAsync(
                db, some.Where(p => !known.Contains((p.Sequence, p.IdentityId))).Select(p => (p, kinds[p.Sequence].Kind, kinds[p.Sequence].IsFailed)), cancellationToken);
        }
    }

    private static async Task<int> LinkAsync(CommandScope scope, SourceId[] related, Identity[] added, CancellationToken cancellationToken)
    {
        var byKey = new Dictionary<IndexKey, Identity>();
        foreach (var (source, identity) in related.SelectMany(_ => added, (source, identity) => (source, identity)))
        {
            byKey[PartyKey.In(source, PartyKey.Of(identity.NativeId))] = identity;
            byKey[PartyKey.In(source, PartyKey.Of(identity.Kind, identity.Container, identity.Name))] = identity;
        }
        var keys = byKey.Keys.ToArray();
        var unknown = scope.Db.UnknownParties.Where(p => EF.Parameter(keys).Contains(p.Key));
        var waiting = await unknown.AsNoTracking().ToListAsync(cancellationToken);
        if (waiting.Count == 0)
        {
            return 0;
        }
        var linked = waiting
            .GroupBy(w => (w.Sequence, byKey[w.Key].Id))
            .Select(g => new ChangeParty
            {
                IdentityId = g.Key.Id,
                At = g.First().At,
                Sequence = g.Key.Sequence,
                IsSubject = g.Any(w => w.IsSubject),
                IsActor = g.Any(w => w.IsActor),
            })
            .ToList();
        await CountAsync(scope.Db, linked, cancellationToken);
        // One that is known in one of its roles, by another name, keeps that row.
        await scope.Db.BulkInsertAsync(linked, skipExisting: true, cancellationToken);
        var parties = scope.Db.ChangeParties;
        foreach (var some in linked.Where(p => p.IsSubject).GroupBy(p => p.Sequence).Chunk(KeysAtOnce))
        {
            var sequences = some.Select(g => g.Key).ToArray();
            await scope.Db.Changes.Where(c => EF.Parameter(sequences).Contains(c.Sequence)).ExecuteUpdateAsync(
                set => set.SetProperty(c => c.SubjectCount, c => parties.Count(p => p.Sequence == c.Sequence && p.IsSubject)),
                cancellationToken);
            await scope.Db.Changes
                .Where(c => EF.Parameter(sequences).Contains(c.Sequence) && c.Error == null && EF.Parameter(Change.Weighable).Contains(c.Kind))
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.Unweighed, c => c.Sequence), cancellationToken);
        }
        await new DelegateWriter(scope.Db).NoteAsync(linked, cancellationToken);
        await unknown.ExecuteDeleteAsync(cancellationToken);
        return linked.Count;
    }
}
