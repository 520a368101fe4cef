using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>
/// What lists read of many rows: every page, however far in, is found by walking an index from its place on; nothing is skipped over, nothing
/// is sorted, and counting stops at its bound.
/// </summary>
public sealed class ListShapeTests
{
    private const int Many = 12_000;
    private const int Pages = 200;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Every_order_of_identities_is_an_index_that_is_walked_from_the_pages_place(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await StoreAsync(data);
        await using var db = await data.OpenAsync();
        using var seen = new SeenCommands(db.Database.GetDbConnection());
        var by = await data.AsAsync(Role.SecurityEngineer);

        foreach (var (column, isDescending) in Orders())
        {
            var filter = new IdentityFilter { Order = new(column, isDescending) };
            var place = await FarInAsync(data, filter, by);
            foreach (var after in new[] { null, place })
            {
                var commands = await seen.OfAsync(() => data.Get<IdentityQueries>().ListAsync(filter, new PageRequest(after), by, Cancelled));

                Assert.All(commands, c => Assert.DoesNotContain("OFFSET", c.Text, StringComparison.OrdinalIgnoreCase));
                var plan = await ListOf(commands).ExplainAsync(db);
                AssertWalksIndex(plan, $"IX_identities_{NameOf(column)}_Id", isSought: after is not null && engine == Engine.Sqlite);
            }
        }
    }

    [Theory, OnEachEngine]
    public async Task A_page_takes_as_many_queries_wherever_it_is(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await StoreAsync(data);
        await using var db = await data.OpenAsync();
        using var seen = new SeenCommands(db.Database.GetDbConnection());
        var by = await data.AsAsync(Role.SecurityEngineer);
        var filter = new IdentityFilter { Order = new(IdentityColumn.Name, Descending: false) };
        var place = await FarInAsync(data, filter, by);

        var first = await seen.OfAsync(() => data.Get<IdentityQueries>().ListAsync(filter, new PageRequest(), by, Cancelled));
        var later = await seen.OfAsync(() => data.Get<IdentityQueries>().ListAsync(filter, new PageRequest(place), by, Cancelled));

        Assert.Equal(first.Count, later.Count);
        Assert.InRange(first.Count, 1, 4);
        Assert.Contains("LIMIT", ListOf(first).Text, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Counting_stops_at_its_bound(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await StoreAsync(data);
        await using var db = await data.OpenAsync();
        using var seen = new SeenCommands(db.Database.GetDbConnection());
        var by = await data.AsAsync(Role.SecurityEngineer);
        var count = default(ListCount);

        var commands = await seen.OfAsync(async () => count = await data.Get<IdentityQueries>().CountAsync(new() { Order = new(IdentityColumn.Risk, Descending: true) }, by, Cancelled));

        Assert.Equal(new ListCount(ListCount.Bound + 1), count);
        Assert.Contains("LIMIT", Assert.Single(commands).Text, StringComparison.Ordinal);
        if (engine == Engine.Sqlite)
        {
            // PostgreSQL may rather sort when the bound is nearly all there is.
            AssertDoesNotSort(await commands[0].ExplainAsync(db));
        }
    }

    [Theory, OnEachEngine]
    public async Task A_search_is_a_range_of_an_index(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await StoreAsync(data);
        await using var db = await data.OpenAsync();
        using var seen = new SeenCommands(db.Database.GetDbConnection());
        var by = await data.AsAsync(Role.SecurityEngineer);
        Page<IdentityRow>? rare = null;
        Page<IdentityRow>? common = null;

        var few = await seen.OfAsync(async () => rare = await data.Get<IdentityQueries>().ListAsync(new() { Q = "worker 011999" }, new PageRequest(), by, Cancelled));
        var many = await seen.OfAsync(async () => common = await data.Get<IdentityQueries>().ListAsync(new() { Q = "worker" }, new PageRequest(), by, Cancelled));

        Assert.Equal("worker-011999", Assert.Single(rare!.Items).Name);
        Assert.Equal(PageRequest.DefaultItems, common!.Items.Count);
        foreach (var command in few.Concat(many).Where(c => c.Text.Contains("identity_words", StringComparison.Ordinal)))
        {
            var plan = await command.ExplainAsync(db);
            Assert.DoesNotContain("LIKE", command.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("Seq Scan on identity_words", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("SCAN w", plan.Replace("SCAN w USING", "walks w using", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<(IdentityColumn Column, bool IsDescending)> Orders() =>
        Enum.GetValues<IdentityColumn>().SelectMany(c => new[] { (c, false), (c, true) });

    private static string NameOf(IdentityColumn column) => column switch
    {
        IdentityColumn.Name => nameof(Identity.Name),
        IdentityColumn.Risk => nameof(Identity.Risk),
        IdentityColumn.Confidence => nameof(Identity.Confidence),
        IdentityColumn.Entitlements => nameof(Identity.EntitlementCount),
    };

    private static SeenCommand ListOf(IReadOnlyList<SeenCommand> commands) =>
        commands.First(c =>
            c.Text.Contains("ORDER BY", StringComparison.Ordinal) && c.Text.Replace("\"", null, StringComparison.Ordinal).Contains("FROM identities", StringComparison.Ordinal));

    private static void AssertWalksIndex(string plan, string index, bool isSought)
    {
        Assert.Contains(index, plan, StringComparison.Ordinal);
        AssertDoesNotSort(plan);
        if (isSought)
        {
            Assert.Contains("SEARCH", plan, StringComparison.Ordinal);
        }
    }

    private static void AssertDoesNotSort(string plan)
    {
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    // The cursor of a page far in, without reading all pages before it one by one: the row there says where it is.
    private static async Task<string> FarInAsync(TestPortalData data, IdentityFilter filter, Caller by)
    {
        string? after = null;
        for (var read = 0; read < Pages * PageRequest.DefaultItems; read += PageRequest.MostItems)
        {
            after = (await data.Get<IdentityQueries>().ListAsync(filter, new PageRequest(after, PageRequest.MostItems), by, Cancelled)).Next;
        }
        return after!;
    }

    private static async Task StoreAsync(TestPortalData data)
    {
        var source = A.Source();
        await data.StoreAsync(source);
        await using var db = await data.OpenAsync();
        await using (var transaction = await db.Database.BeginTransactionAsync(Cancelled))
        {
            var identities = Enumerable.Range(0, Many).Select(i =>
            {
                var identity = An.Identity(source, $"worker-{i:000000}", confidence: i % 100);
                identity.Risk = i * 7 % 101;
                identity.EntitlementCount = i % 13;
                return identity;
            }).ToList();
            await db.BulkInsertAsync(identities, skipExisting: false, Cancelled);
            await db.BulkInsertAsync(
                identities.SelectMany(i => SearchText.Words(i.Name).Select(w => new IdentityWord { Word = w, IdentityId = i.Id })), skipExisting: false, Cancelled);
            await transaction.CommitAsync(Cancelled);
        }
        await db.Database.ExecuteSqlRawAsync("ANALYZE", Cancelled);
    }
}
