using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Sources;

namespace Portal.Data.Permissions.Certificates;

/// <summary>Notes in the import's transaction whose standing to what was attested has to be worked out again.</summary>
internal sealed class MarkStandings : ISnapshotFollower
{
    private const int AtOnce = 500;

    /// <inheritdoc/>
    public async Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        if (!await scope.Db.Standings.AnyAsync(cancellationToken))
        {
            return;
        }
        // The snapshot shows by itself what events told of.
        var there = scope.Db.Identities.Where(i => i.SourceId == snapshot.SourceId).Select(i => i.Id);
        await scope.Db.Standings.Where(s => s.ToldAt != null && s.ToldAt <= snapshot.TakenAt && there.Contains(s.IdentityId))
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.ToldAt, (DateTimeOffset?)null).SetProperty(s => s.DueSince, scope.Now), cancellationToken);
        if (difference.MovesLimitsOnResources)
        {
            var platform = await scope.Db.Sources.Where(s => s.Id == snapshot.SourceId).Select(s => s.Platform).SingleAsync(cancellationToken);
            var all = scope.Db.Identities.Where(i => i.Platform == platform && i.ObservedUntil == null).Select(i => i.Id);
            await scope.Db.Standings.Where(s => all.Contains(s.IdentityId)).ExecuteUpdateAsync(set => set.SetProperty(s => s.DueSince, scope.Now), cancellationToken);
            return;
        }
        var changed = difference.ChangedIdentities
            .Concat(difference.Added.Select(e => e.IdentityId))
            .Concat(difference.Ended.Select(e => e.IdentityId))
            .Concat(difference.AddedIdentities.Select(i => i.Id))
            .Distinct();
        foreach (var some in changed.Chunk(AtOnce))
        {
            await scope.Db.Standings.Where(s => EF.Parameter(some).Contains(s.IdentityId)).ExecuteUpdateAsync(set => set.SetProperty(s => s.DueSince, scope.Now), cancellationToken);
        }
    }
}
