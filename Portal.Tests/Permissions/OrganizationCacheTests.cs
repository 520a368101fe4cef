using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Imports;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Organizations;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Permissions;

/// <summary>The organization in memory: the same as what is stored, after any sequence of imports, and shared where it is the same.</summary>
public sealed class OrganizationCacheTests
{
    private static readonly SnapshotItem.Document[] Documents =
        [.. Enumerable.Range(0, 6).Select(i => Document($$"""{"Statement":{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::bucket-{{i}}/*" } }"""))];

    private readonly ScriptedPlatform _platform = new();

    [Theory, OnEachEngine]
    public async Task After_any_imports_it_holds_what_is_stored(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine, _platform.Register);
        var cache = portal.Get<OrganizationCache>();
        var random = new Random(5);

        for (var import = 0; import < 12; import++)
        {
            portal.Clock.Advance(TimeSpan.FromHours(1));
            _platform.Items = Scripted(random, account: 1 + (import % 2));
            await ImportAsync(portal, $"source {import % 2}");

            var organization = await cache.GetAsync(Platform.Aws, CancellationToken.None);

            await AssertStoredAsync(portal, organization);
            Assert.Same(organization, await cache.GetAsync(Platform.Aws, CancellationToken.None));
        }
    }

    [Fact]
    public async Task What_an_import_leaves_alone_stays_the_same_object()
    {
        await using var portal = await TestPortalData.CreateAsync(configure: _platform.Register);
        var cache = portal.Get<OrganizationCache>();
        _platform.Items = [.. Documents, Role("stays", Policy("a", Documents[0])), Role("changes", Policy("a", Documents[0])), Complete()];
        await ImportAsync(portal, "source");
        var before = await cache.GetAsync(Platform.Aws, CancellationToken.None);
        _platform.Items = [.. Documents, Role("stays", Policy("a", Documents[0])), Role("changes", Policy("a", Documents[1])), Complete()];
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await ImportAsync(portal, "source");

        var after = await cache.GetAsync(Platform.Aws, CancellationToken.None);

        Assert.True(after.Version > before.Version);
        Assert.Same(Holder(before, "stays"), Holder(after, "stays"));
        Assert.Equal(Documents[1].Hash, Holder(after, "changes").Policies.Policies[0].Document!.Hash);
        Assert.Equal(Documents[0].Hash, Holder(before, "changes").Policies.Policies[0].Document!.Hash);
    }

    [Fact]
    public async Task Identities_that_hold_the_same_share_it_and_are_found_by_document_name_and_account()
    {
        await using var portal = await TestPortalData.CreateAsync(configure: _platform.Register);
        _platform.Items =
        [
            .. Documents, Role("one", Policy("a", Documents[0]), Policy("b", Documents[1])), Role("two", Policy("b", Documents[1]), Policy("a", Documents[0])),
            Role("three", Policy("b", Documents[1])), Boundary("three", Documents[2]), Trust("three", Documents[3]), Complete(),
        ];
        await ImportAsync(portal, "source");

        var organization = await portal.Get<OrganizationCache>().GetAsync(Platform.Aws, CancellationToken.None);

        Assert.Same(Holder(organization, "one").Policies, Holder(organization, "two").Policies);
        Assert.Equal(["one", "two"], Names(organization, organization.HoldersOf(Documents[0].Hash)));
        Assert.Equal(["one", "three", "two"], Names(organization, organization.HoldersOf(Documents[1].Hash)));
        Assert.Equal(["three"], Names(organization, organization.HoldersOf(Documents[2].Hash)));
        Assert.Empty(organization.HoldersOf(Documents[4].Hash));
        Assert.Equal(3, organization.HoldersIn(Account).Count);
        Assert.Equal(Documents[3].Hash, Holder(organization, "three").Trust!.Hash);
        Assert.Equal("two", organization.Holders[organization.Find(Arn("two"))].Name);
        Assert.Equal(-1, organization.Find(Arn("nobody")));
        Assert.Equal(organization.Find(Arn("one")), organization.Find(Holder(organization, "one").Id));
        Assert.Equal(Documents[0..4].Select(d => d.Hash).Order(StringComparer.Ordinal), organization.Documents.Keys.Order(StringComparer.Ordinal));
    }

    private static List<SnapshotItem> Scripted(Random random, int account)
    {
        var container = $"{account}{Account[1..]}";
        var items = new List<SnapshotItem>(Documents);
        for (var role = 0; role < 30; role++)
        {
            if (random.Next(5) == 0)
            {
                continue;
            }
            var name = $"role-{role}";
            var arn = $"arn:aws:iam::{container}:role/{name}";
            var grants = Enumerable.Range(0, 4).Where(_ => random.Next(2) == 0).Select(i => Policy($"policy-{i}", random.Next(8) == 0 ? null : Documents[(i + random.Next(2)) % Documents.Length]));
            items.Add(Role(name, [.. grants]) with
            {
                NativeId = arn,
                Container = container,
                Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = $"team-{random.Next(3)}" },
            });
            if (random.Next(3) == 0)
            {
                items.Add(Boundary(name, Documents[random.Next(2)]) with { Target = arn });
            }
            if (random.Next(2) == 0)
            {
                items.Add(new SnapshotItem.ResourcePolicy(arn, container, Documents[3 + random.Next(2)].Hash));
            }
        }
        items.Add(new SnapshotItem.ResourcePolicy($"arn:aws:s3:::bucket-{random.Next(4)}", container, Documents[random.Next(3)].Hash));
        items.Add(new SnapshotItem.Scope("r-1", null, "Root", ScopeKind.Root, IsManagement: false));
        items.Add(new SnapshotItem.Scope(container, "r-1", "Account", ScopeKind.Container, IsManagement: false));
        items.Add(new SnapshotItem.Limit(LimitKind.ServiceControlPolicy, "r-1", "p-1", "guard", Documents[random.Next(3)].Hash));
        items.Add(new SnapshotItem.Limit(LimitKind.ResourceControlPolicy, random.Next(2) == 0 ? "r-1" : container, "p-2", "fence", Documents[random.Next(3)].Hash));
        items.AddRange(Enum.GetValues<SnapshotPart>().Select(p => new SnapshotItem.Coverage(p == SnapshotPart.Organization ? "organization" : container, p, IsComplete: true)));
        return items;
    }

    /// <summary>The reader of single holdings goes another way, row by row from the database: both must come to the same.</summary>
    private static async Task AssertStoredAsync(TestPortalData portal, Organization organization)
    {
        await using var db = await portal.OpenAsync();
        var identities = await db.Identities.AsNoTracking().Where(i => i.ObservedUntil == null).ToListAsync();
        var held = await new HoldingReader(db).ReadAsync(identities, resource: null, CancellationToken.None);
        var trust = await db.ResourcePolicies.AsNoTracking().Where(p => p.ObservedUntil == null).ToListAsync();

        Assert.Equal(identities.Select(i => i.Id.Value).Order(), organization.Holders.Select(h => h.Id));
        foreach (var identity in identities)
        {
            var holder = organization.Holders[organization.Find(identity.Id.Value)];
            Assert.Equal(JsonSerializer.Serialize(held[identity.Id].Holding), JsonSerializer.Serialize(organization.HoldingOf(holder, WeighedResourcePolicies.Of(organization)!)));
            Assert.Equal(trust.SingleOrDefault(p => p.SourceId == identity.SourceId && p.Resource == identity.NativeId)?.DocumentHash, holder.Trust?.Hash);
            Assert.Equal((identity.Name, identity.SourceId.Value), (holder.Name, holder.Source));
        }
        var others = trust.Where(p => identities.TrueForAll(i => i.NativeId != p.Resource)).Select(p => p.Resource).Distinct(StringComparer.Ordinal);
        Assert.Equal(others.Order(StringComparer.Ordinal), organization.ResourcePolicies.Select(p => p.Resource).Order(StringComparer.Ordinal));
    }

    private static Holder Holder(Organization organization, string name) => organization.Holders.Single(h => h.Name == name);

    private static IEnumerable<string> Names(Organization organization, IEnumerable<int> numbers) => numbers.Select(n => organization.Holders[n].Name).Order(StringComparer.Ordinal);

    private static async Task ImportAsync(TestPortalData portal, string source)
    {
        var result = await portal.Get<ImportSnapshot>().RunAsync(
            new ImportRequest(source, Platform.Aws, [], AcceptLoss: true), Caller.System("test"), progress: null, CancellationToken.None);
        Assert.Equal(Imported.Done, result.Outcome);
    }
}
