using Portal.Data.Access;
using Portal.Data.Inventory.Imports;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>Who can do something, asked of what is stored: paging, history, rights.</summary>
public sealed class WhoCanQueriesTests
{
    private const string Bucket = "arn:aws:s3:::records/*";
    private static readonly SnapshotItem.Document Read = Document($$"""{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":"s3:GetObject","Resource":"{{Bucket}}"}]}""");
    private static readonly SnapshotItem.Document Become = Document($$"""{"Version":"2012-10-17","Statement":[{"Sid":"Become","Effect":"Allow","Action":"sts:AssumeRole","Resource":"{{Arn("reader-1")}}"}]}""");
    private static readonly SnapshotItem.Document Trusting = Document($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{Account}}:root"},"Action":"sts:AssumeRole"}]}""");

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task Pages_hold_everyone_once_by_name_with_their_ways(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items =
        [
            Read, Become, Trusting, .. Enumerable.Range(1, 5).Select(i => Role($"reader-{i}", Policy("read", Read))), Role("a-climber", Policy("become", Become)),
            Role("nobody"), Trust("reader-1", Trusting), Complete(),
        ];
        await ImportAsync(portal);
        var by = await portal.AsAsync(Data.Access.Role.Auditor);
        var filter = new WhoCanFilter { Action = "s3:GetObject", Resource = "arn:aws:s3:::records/2026" };

        var rows = new List<WhoCanRow>();
        string? after = null;
        do
        {
            var page = await portal.Get<WhoCanQueries>().RunAsync(filter, new PageRequest(after, 2), by, CancellationToken.None);
            Assert.Equal(6, page.Total);
            rows.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(["a-climber", "reader-1", "reader-2", "reader-3", "reader-4", "reader-5"], rows.Select(r => r.Name));
        var climber = rows[0];
        Assert.Equal([Arn("reader-1"), null], climber.Path.Select(s => s.Becomes));
        Assert.Equal(["Become"], climber.Path[0].DecidedBy.Where(s => s.PolicyKind == "identity").Select(s => s.Statement));
        Assert.Equal(["become"], climber.Path[0].Through.Select(e => e.Name));
        Assert.Equal("Read", Assert.Single(climber.Path[1].DecidedBy).Statement);
        Assert.All(rows, r => Assert.Equal(AccessDecision.Allowed, r.Decision));
        var alone = await portal.Get<WhoCanQueries>().RunAsync(filter with { Depth = 0 }, new PageRequest(), by, CancellationToken.None);
        Assert.Equal(5, alone.Total);
    }

    [Theory, OnEachEngine]
    public async Task A_time_in_the_past_is_answered_from_history_and_an_import_at_once(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        _platform.Items = [Read, Role("reader", Policy("read", Read)), Complete()];
        await ImportAsync(portal);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["reader"], await NamesAsync(portal, at: null));
        _platform.Items = [Read, Role("reader"), Role("heir", Policy("read", Read)), Complete()];
        await ImportAsync(portal);

        Assert.Equal(["heir"], await NamesAsync(portal, at: null));
        Assert.Equal(["reader"], await NamesAsync(portal, at: An.Instant.AddHours(1)));
        Assert.Empty(await NamesAsync(portal, at: An.Instant.AddHours(-1)));
    }

    [Fact]
    public async Task Without_the_right_to_read_nothing_is_answered()
    {
        await using var portal = await CreateAsync(Engine.Sqlite);
        var by = await portal.AsTokenAsync(TokenScope.Ingest);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<WhoCanQueries>().RunAsync(new WhoCanFilter { Action = "s3:GetObject" }, new PageRequest(), by, CancellationToken.None));
    }

    private static async Task<IEnumerable<string>> NamesAsync(TestPortalData portal, DateTimeOffset? at)
    {
        var page = await portal.Get<WhoCanQueries>().RunAsync(
            new WhoCanFilter { Action = "s3:GetObject", Resource = "arn:aws:s3:::records/2026", At = at }, new PageRequest(), await portal.AsAsync(Data.Access.Role.Owner), CancellationToken.None);
        return page.Items.Select(r => r.Name);
    }

    private static async Task ImportAsync(TestPortalData portal) => Assert.Equal(
        Imported.Done,
        (await portal.Get<ImportSnapshot>().RunAsync(new ImportRequest("source", Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None)).Outcome);

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, _platform.Register);
}
