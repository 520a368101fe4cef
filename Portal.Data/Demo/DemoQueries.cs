using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Demo;

/// <summary>What the record says of the demo organization.</summary>
/// <param name="databases">Where contexts come from.</param>
public sealed class DemoQueries(IDbContextFactory<GovernanceDb> databases)
{
    /// <summary>What the database has to do with the demo organization now.</summary>
    public async Task<DemoState> ReadStateAsync(CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var begin = MarkDemo.ActionOf(DemoAct.Begin);
        var load = MarkDemo.ActionOf(DemoAct.Load);
        var acts = await db.AuditEntries.Where(e => e.Action == begin || e.Action == load).Select(e => e.Action).Distinct().ToListAsync(cancellationToken);
        if (acts.Count > 0)
        {
            return acts.Contains(load, StringComparer.Ordinal) ? DemoState.Loaded : DemoState.HalfLoaded;
        }
        return await db.Sources.AnyAsync(cancellationToken) || await db.People.AnyAsync(cancellationToken) ? DemoState.Other : DemoState.Empty;
    }
}
