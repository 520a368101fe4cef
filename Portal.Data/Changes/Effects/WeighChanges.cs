using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Data.Storage;
using State = Portal.Data.Inventory.Certificates.Certification;

namespace Portal.Data.Changes.Effects;

/// <summary>
/// Works out by how much stored changes moved risks, newest first, after they are stored: what arrives is never held up by it. A change whose
/// surroundings become known later is weighed again.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="commands">Stores each part as one command.</param>
/// <param name="effects">Works them out.</param>
public sealed class WeighChanges(IDbContextFactory<GovernanceDb> databases, CommandRunner commands, ChangeEffectQueries effects)
{
    private const int AtOnce = 50;

    /// <summary>Weighs until nothing waits.</summary>
    /// <returns>How many were weighed.</returns>
    public async Task<int> RunAsync(Caller by, CancellationToken cancellationToken)
    {
        var weighed = 0;
        while (await NextAsync(cancellationToken) is { Count: > 0 } part)
        {
            weighed += await commands.RunAsync("changes.weigh", by, Right.ManageInventory, (scope, token) => StoreAsync(scope, part, token), cancellationToken);
        }
        return weighed;
    }

    private async Task<List<Part>> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Changes.AsNoTracking().Where(c => c.Unweighed != null).OrderByDescending(c => c.Unweighed).Take(AtOnce).ToListAsync(cancellationToken);
        var parts = new List<Part>();
        foreach (var change in waiting)
        {
            var effect = await effects.OfAsync(db, change, cancellationToken);
            change.RiskDelta = effect.RiskDelta;
            change.Certification = effect.Certification;
            parts.Add(new(change, [.. effect.Identities.Where(i => i.Certification == State.Uncertified).Select(i => i.IdentityId)]));
        }
        return parts;
    }

    private static async Task<int> StoreAsync(CommandScope scope, List<Part> part, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(ChangeWriter.LockName, cancellationToken);
        var sequences = part.ConvertAll(p => p.Change.Sequence).ToArray();
        var now = await scope.Db.Changes.Where(c => EF.Parameter(sequences).Contains(c.Sequence))
            .Select(c => new { c.Sequence, c.Before, c.SubjectCount }).ToDictionaryAsync(c => c.Sequence, cancellationToken);
        // What a late event or a snapshot corrected meanwhile waits on.
        var weighed = part.FindAll(p => now[p.Change.Sequence].Before == p.Change.Before && now[p.Change.Sequence].SubjectCount == p.Change.SubjectCount);
        foreach (var change in weighed.Select(p => p.Change))
        {
            change.Unweighed = null;
        }
        if (weighed.Count > 0)
        {
            await scope.Db.BulkUpdateAsync(weighed.Select(p => p.Change), [nameof(Change.RiskDelta), nameof(Change.Certification), nameof(Change.Unweighed)], cancellationToken);
            await ToldAsync(scope, weighed, cancellationToken);
            scope.Record("changes.weigh", new("changes", "risk", "what changes did to risks"), after: new { Weighed = weighed.Count, UpTo = weighed[0].Change.Sequence });
            scope.Announce(Topic.Changes);
        }
        return weighed.Count;
    }

    /// <summary>Notes on whom an event told of something beyond what was attested that no snapshot has shown yet.</summary>
    private static async Task ToldAsync(CommandScope scope, List<Part> weighed, CancellationToken cancellationToken)
    {
        foreach (var (change, beyond) in weighed.Where(p => p.Beyond.Length > 0 && !p.Change.IsSilent))
        {
            var unseen = scope.Db.Identities
                .Where(i => EF.Parameter(beyond).Contains(i.Id) && scope.Db.Set<Source>().Any(s => s.Id == i.SourceId && (s.LastSnapshotAt == null || s.LastSnapshotAt < change.At)))
                .Select(i => i.Id);
            await scope.Db.Standings
                .Where(s => unseen.Contains(s.IdentityId) && (s.ToldAt == null || s.ToldAt > change.At))
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.ToldAt, change.At), cancellationToken);
        }
        if (weighed.Exists(p => p.Beyond.Length > 0))
        {
            scope.Announce(Topic.Inventory);
        }
    }

    private sealed record Part(Change Change, IdentityId[] Beyond);
}
