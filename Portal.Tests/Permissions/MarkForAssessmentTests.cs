using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>What an import changes beside an identity's own policies brings those to assessment whom it can move, and nobody else.</summary>
public sealed class MarkForAssessmentTests
{
    private const string Neighbour = "999999999999";
    private static readonly SnapshotItem.Document Listing = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document LetsReaderIn = OnBucket("Allow", Arn("reader"), "s3:GetObject");
    private static readonly SnapshotItem.Document LetsAccountIn = OnBucket("Allow", $"arn:aws:iam::{Account}:root", "s3:GetObject");
    private static readonly SnapshotItem.Document ShutsEveryoneOut = OnBucket("Deny", "*", "s3:GetObject");

    private static readonly SnapshotItem.Principal Keeper = Role("keeper", Policy("listing", Listing)) with { NativeId = $"arn:aws:iam::{Neighbour}:role/keeper", Container = Neighbour };

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task A_policy_on_a_resource_moves_whom_it_names_and_so_does_its_end(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        await ImportAsync(portal, LetsAccountIn, On(LetsAccountIn));
        Assert.Equal(1, await ActionsAsync(portal, "reader"));

        await ImportAsync(portal, LetsReaderIn, On(LetsReaderIn));
        Assert.Equal(["reader"], await WaitingAsync(portal));
        await AssessAsync(portal);
        Assert.Equal(2, await ActionsAsync(portal, "reader"));

        await ImportAsync(portal, new SnapshotItem.Coverage(Account, SnapshotPart.ResourcePolicies, IsComplete: true));
        Assert.Equal(["reader"], await WaitingAsync(portal));
        await AssessAsync(portal);
        Assert.Equal(1, await ActionsAsync(portal, "reader"));
    }

    [Theory, OnEachEngine]
    public async Task A_policy_that_shuts_everyone_out_moves_all_accounts_and_one_that_only_lets_an_account_decide_moves_nobody(Engine engine)
    {
        await using var portal = await CreateAsync(engine);

        await ImportAsync(portal, LetsAccountIn, On(LetsAccountIn));
        Assert.Empty(await WaitingAsync(portal));

        await ImportAsync(portal, ShutsEveryoneOut, On(ShutsEveryoneOut));
        Assert.Equal(["keeper", "other", "reader"], await WaitingAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task The_policy_that_makes_them_too_many_to_weigh_moves_everyone_and_further_ones_nobody(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        await ImportAsync(portal, [LetsAccountIn, .. Enumerable.Range(0, WeighedResourcePolicies.Most).Select(i => On(LetsAccountIn, $"bucket-{i}"))]);
        Assert.Empty(await WaitingAsync(portal));

        await ImportAsync(portal, LetsAccountIn, On(LetsAccountIn));
        Assert.Equal(["keeper", "other", "reader"], await WaitingAsync(portal));
        await AssessAsync(portal);

        await ImportAsync(portal, LetsReaderIn, On(LetsReaderIn));
        Assert.Empty(await WaitingAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task A_limit_on_the_resources_of_one_account_moves_the_identities_of_all(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var fence = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"}]}""");
        var free = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
        await ImportAsync(
            portal,
            new SnapshotItem.Scope("r-1", null, "Root", ScopeKind.Root, IsManagement: false),
            new SnapshotItem.Scope(Account, "r-1", "Ours", ScopeKind.Container, IsManagement: false),
            new SnapshotItem.Scope(Neighbour, "r-1", "Theirs", ScopeKind.Container, IsManagement: false));
        await AssessAsync(portal);

        await ImportAsync(portal, free, new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, Neighbour, "p-1", "free", free.Hash));
        Assert.Equal(["keeper"], await WaitingAsync(portal));
        await AssessAsync(portal);

        await ImportAsync(portal, fence, new SnapshotItem.Limit(LimitKind.ResourceControlPolicy, Neighbour, "p-2", "fence", fence.Hash));
        Assert.Equal(["keeper", "other", "reader"], await WaitingAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task A_report_that_most_services_were_not_used_is_a_fact_of_the_risk_until_it_is_too_old(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        var now = portal.Clock.GetUtcNow();

        await ImportAsync(portal, Uses(used: 1, of: 4, now));
        Assert.Equal(["reader"], await WaitingAsync(portal));
        await AssessAsync(portal);
        Assert.Equal("Used 1 of the 4 services that it may use, in 90 days", await UnusedAsync(portal));

        await ImportAsync(portal, Uses(used: 2, of: 4, now));
        await AssessAsync(portal);
        Assert.Null(await UnusedAsync(portal));

        await ImportAsync(portal, Uses(used: 0, of: 4, now.AddDays(-100)));
        await AssessAsync(portal);
        Assert.Null(await UnusedAsync(portal));
    }

    private static IReadOnlyList<SnapshotItem> Uses(int used, int of, DateTimeOffset reportedAt) =>
        [.. Enumerable.Range(0, of).Select(i => new SnapshotItem.LastAccessed(Arn("reader"), $"service{i}", null, i < used ? reportedAt.AddDays(-1) : null, reportedAt))];

    private static async Task<string?> UnusedAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return (await db.Identities.AsNoTracking().SingleAsync(i => i.Name == "reader")).RiskReasons.SingleOrDefault(r => r.Factor == RiskFactor.Unused)?.Fact;
    }

    private static SnapshotItem.Document OnBucket(string effect, string principal, string action) => Document(
        $$"""{"Version":"2012-10-17","Statement":[{"Effect":"{{effect}}","Principal":{"AWS":"{{principal}}"},"Action":"{{action}}","Resource":"arn:aws:s3:::ours/*"}]}""");

    private static SnapshotItem.ResourcePolicy On(SnapshotItem.Document document, string bucket = "ours") => new($"arn:aws:s3:::{bucket}", Account, document.Hash);

    private static async Task<IReadOnlyList<string>> WaitingAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.Identities.Where(i => i.AssessedHash != i.PolicySetHash).OrderBy(i => i.Name).Select(i => i.Name).ToListAsync();
    }

    private static async Task<int> ActionsAsync(TestPortalData portal, string name)
    {
        await using var db = await portal.OpenAsync();
        return (await db.Identities.AsNoTracking().SingleAsync(i => i.Name == name)).Totals!.Actions;
    }

    private static Task<int> AssessAsync(TestPortalData portal) => portal.Get<AssessRisk>().RunAsync(Caller.System("risk"), CancellationToken.None);

    private async Task ImportAsync(TestPortalData portal, params IReadOnlyList<SnapshotItem> items)
    {
        _platform.Items = items;
        portal.Clock.Advance(TimeSpan.FromHours(1));
        var result = await portal.Get<ImportSnapshot>().RunAsync(new ImportRequest("all", Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
    }

    private async Task<TestPortalData> CreateAsync(Engine engine)
    {
        var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        await ImportAsync(portal, Listing, Role("reader", Policy("listing", Listing)), Role("other", Policy("listing", Listing)), Complete(), Keeper, Complete(Neighbour));
        await AssessAsync(portal);
        return portal;
    }
}
