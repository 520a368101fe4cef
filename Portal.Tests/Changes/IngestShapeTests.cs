using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What storing an event reads: as much of a source with a million changes as of a new one.</summary>
public sealed class IngestShapeTests
{
    [Fact]
    public async Task No_query_goes_through_all_changes_of_a_source()
    {
        await using var data = await TestPortalData.CreateAsync(Engine.Sqlite);
        var source = A.Source();
        await data.StoreAsync(source);
        await using var db = await data.OpenAsync();
        using var seen = new SeenCommands(db.Database.GetDbConnection());
        var by = await data.AsAsync(Role.SecurityEngineer);

        var commands = await seen.OfAsync(() => data.Get<IngestEvents>().RunAsync(
            source.Id,
            CloudTrail.File(CloudTrail.Put(Guid.CreateVersion7().ToString(), An.Instant, "worker", "Orders", "{}")),
            EventOrigin.Sent,
            by,
            TestContext.Current.CancellationToken));

        var plans = new List<string>();
        foreach (var command in commands.Where(c => c.Text.Contains("FROM \"changes\"", StringComparison.Ordinal)))
        {
            plans.Add(await command.ExplainAsync(db));
        }
        Assert.Contains(plans, p => p.Contains("IX_changes_TargetKey_At_EventId (TargetKey=? AND At<?)", StringComparison.Ordinal));
        Assert.Contains(plans, p => p.Contains("IX_changes_TargetKey_At_EventId (TargetKey=? AND At>?)", StringComparison.Ordinal));
        Assert.All(plans, p => Assert.DoesNotContain("(SourceId=?)", p, StringComparison.Ordinal));
        Assert.All(plans, p => Assert.DoesNotContain("TEMP B-TREE", p, StringComparison.Ordinal));
    }
}
