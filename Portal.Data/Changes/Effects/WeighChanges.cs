using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Storage;

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

    private async Task<List<Change>> NextAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Changes.AsNoTracking().Where(c => c.Unweighed != null).OrderByDescending(c => c.Unweighed).Take(AtOnce).ToListAsync(cancellationToken);
        foreach (var change in waiting)
        {
            change.RiskDelta = (await effects.OfAsync(db, change, cancellationToken)).RiskDelta;
        }
        return waiting;
    }

    private static async Task<int> StoreAsync(CommandScope scope, List<Change> part, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(ChangeWriter.LockName, cancellationToken);
        var sequences = part.ConvertAll(c => c.Sequence).ToArray();
        var now = await scope.Db.Changes.Where(c => EF.Parameter(sequences).Contains(c.Sequence))
            .Select(c => new { c.Sequence, c.Before, c.SubjectCount }).ToDictionaryAsync(c => c.Sequence, cancellationToken);
        // What a late event or a snapshot corrected meanwhile waits on.
        var weighed = part.FindAll(c => now[c.Sequence].Before == c.Before && now[c.Sequence].SubjectCount == c.SubjectCount);
        foreach (var change in weighed)
        {
            change.Unweighed = null;
        }
        if (weighed.Count > 0)
        {
            await scope.Db.BulkUpdateAsync(weighed, [nameof(Change.RiskDelta), nameof(Change.Unweighed)], cancellationToken);
            scope.Record("changes.weigh", new("changes", "risk", "what changes did to risks"), after: new { Weighed = weighed.Count, UpTo = weighed[0].Sequence });
            scope.Announce(Topic.Changes);
        }
        return weighed.Count;
    }
}
