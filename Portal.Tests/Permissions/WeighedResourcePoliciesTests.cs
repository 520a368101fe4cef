using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>Which policies on resources answers weigh: the same in each, whichever source holds them.</summary>
public sealed class WeighedResourcePoliciesTests
{
    private const string Neighbour = "999999999999";
    private static readonly SnapshotItem.Document Reading = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document Everything = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");
    private static readonly SnapshotItem.Document LetsIn = Document($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"{{Arn("reader")}}"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::theirs/*"}]}""");
    private static readonly SnapshotItem.Document Shuts = Document($$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"{{Arn("reader")}}"},"Action":"*","Resource":"arn:aws:s3:::ours/*"}]}""");

    private static readonly SnapshotItem.Principal Keeper = Role("keeper") with { NativeId = $"arn:aws:iam::{Neighbour}:role/keeper", Container = Neighbour };

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task A_policy_that_another_source_holds_lets_in_and_shuts_out(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        await ImportAsync(portal, "roles", Reading, Role("reader", Policy("reading", Reading)), Complete());
        await ImportAsync(portal, "buckets", LetsIn, Shuts, Keeper, Complete(Neighbour), On("theirs", Neighbour, LetsIn), On("ours", Account, Shuts));
        var reader = await IdentityAsync(portal, "reader");

        var theirs = await CheckAsync(portal, reader, "arn:aws:s3:::theirs/report");
        var ours = await CheckAsync(portal, reader, "arn:aws:s3:::ours/report");
        var all = await portal.Get<PermissionQueries>().PermissionsAsync(reader.Id, new PermissionFilter(), await portal.AsAsync(Data.Access.Role.Auditor), CancellationToken.None);

        Assert.Equal((AccessDecision.Allowed, AccessDecision.ExplicitlyDenied), (theirs, ours));
        Assert.Contains(all!.Limits, limit => limit.Name.Contains("ours", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task More_than_can_be_weighed_are_left_out_of_pages_and_of_stored_summaries_and_both_say_so(Engine engine)
    {
        await using var portal = await CreateAsync(engine);
        await ImportAsync(
            portal, "all",
            [
                Everything, Reading, Shuts, Role("reader", Policy("reading", Reading)), Complete(),
                new SnapshotItem.Scope(Account, null, "Account", ScopeKind.Container, IsManagement: false),
                new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, Account, "p-1", "free", Everything.Hash),
                .. Enumerable.Range(0, WeighedResourcePolicies.Most).Select(i => On($"bucket-{i}", Account, Shuts)),
            ]);
        await AssessAsync(portal);
        Assert.DoesNotContain(await ReasonsAsync(portal), reason => reason.Contains("unknown", StringComparison.Ordinal));

        await ImportAsync(portal, "one more", Shuts, Keeper, Complete(Neighbour), On("ours", Account, Shuts));
        await ImportAsync(portal, "all", Everything, Reading, Role("reader", Policy("reading", Reading), Policy("more", Reading)), Complete());
        await AssessAsync(portal);

        Assert.Contains(await ReasonsAsync(portal), reason => reason.Contains("unknown", StringComparison.Ordinal));
        var shown = await portal.Get<PermissionQueries>().PermissionsAsync(
            (await IdentityAsync(portal, "reader")).Id, new PermissionFilter(), await portal.AsAsync(Data.Access.Role.Auditor), CancellationToken.None);
        Assert.Contains(WeighedResourcePolicies.TooMany, shown!.NotModelled);
    }

    private static SnapshotItem.ResourcePolicy On(string bucket, string account, SnapshotItem.Document document) => new($"arn:aws:s3:::{bucket}", account, document.Hash);

    private static async Task<AccessDecision> CheckAsync(TestPortalData portal, Identity identity, string resource)
    {
        var question = new AccessQuestion("s3:GetObject", resource, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal));
        return (await portal.Get<PermissionQueries>().CheckAsync(identity.Id, question, at: null, await portal.AsAsync(Data.Access.Role.Auditor), CancellationToken.None))!.Decision;
    }

    private static async Task<IEnumerable<string>> ReasonsAsync(TestPortalData portal) => (await IdentityAsync(portal, "reader")).RiskReasons.Select(r => r.Fact);

    private static async Task<Identity> IdentityAsync(TestPortalData portal, string name)
    {
        await using var db = await portal.OpenAsync();
        return await db.Identities.AsNoTracking().SingleAsync(i => i.Name == name);
    }

    private static Task<int> AssessAsync(TestPortalData portal) => portal.Get<AssessRisk>().RunAsync(Caller.System("risk"), CancellationToken.None);

    private async Task ImportAsync(TestPortalData portal, string source, params IReadOnlyList<SnapshotItem> items)
    {
        _platform.Items = items;
        portal.Clock.Advance(TimeSpan.FromHours(1));
        var result = await portal.Get<ImportSnapshot>().RunAsync(new ImportRequest(source, Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
    }

    private Task<TestPortalData> CreateAsync(Engine engine) => TestPortalData.CreateAsync(engine, _platform.Register);
}
