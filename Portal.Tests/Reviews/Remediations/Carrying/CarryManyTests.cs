using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;
using Portal.Hosting.Outbound;
using Portal.Sources.Connectors;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Reviews.Remediations.Carrying;

/// <summary>Many at once: all come back letter by letter but those that are something else by now, and a bulk stops where it has to.</summary>
public sealed class CarryManyTests
{
    private const int Many = 200;
    private const int Drifted = 50;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_rolled_back_is_letter_by_letter_what_it_was_and_what_has_drifted_is_left_alone()
    {
        await using var iam = await IamStandIn.StartAsync();
        await using var portal = await PortalAsync(iam, mostInADay: Many);
        var ids = await ArrangeAsync(portal, iam);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var before = Enumerable.Range(0, Many).Select(i => iam.Holds("Role", Name(i))).ToList();

        Assert.All(await portal.Get<ApplyRemediations>().RunAsync(ids, engineer, Token), m => Assert.Equal(RemediationMoved.Done, m));
        await CarryAllAsync(portal);
        Assert.Equal(Many, iam.Changes.Count(c => c == "DeleteRolePolicy"));
        for (var i = 0; i < Many; i++)
        {
            Assert.Empty(iam.Holds("Role", Name(i)));
        }
        for (var i = 0; i < Drifted; i++)
        {
            // Somebody else has the name, or something else stands in its place.
            if (i % 2 == 0)
            {
                iam.AddRole(Name(i));
            }
            else
            {
                iam.Put("Role", Name(i), "written", "{}");
            }
        }
        var drifted = Enumerable.Range(0, Drifted).Select(i => iam.Holds("Role", Name(i))).ToList();
        foreach (var id in ids)
        {
            Assert.Equal(RemediationMoved.Done, await portal.Get<UndoRemediation>().RunAsync(id, "All of it is needed.", engineer, Token));
        }
        await CarryAllAsync(portal);

        Assert.Equal(drifted, Enumerable.Range(0, Drifted).Select(i => iam.Holds("Role", Name(i))));
        Assert.Equal(before.Skip(Drifted), Enumerable.Range(Drifted, Many - Drifted).Select(i => iam.Holds("Role", Name(i))));
        Assert.Equal(Many - Drifted, iam.Changes.Count(c => c == "PutRolePolicy"));
        var rows = new List<RemediationRow>();
        foreach (var id in ids)
        {
            rows.Add((await portal.Get<RemediationQueries>().FindAsync(id, engineer, Token))!);
        }
        Assert.Equal(Many - Drifted, rows.Count(r => r.State == RemediationState.RolledBack));
        Assert.All(rows.Where(r => r.State != RemediationState.RolledBack), r => Assert.True(r is { Problem: not null, TaskOwner: not null, State: RemediationState.Applied }));
    }

    [Fact]
    public async Task A_bulk_stops_at_the_cap_whatever_was_asked_for()
    {
        await using var iam = await IamStandIn.StartAsync();
        await using var portal = await PortalAsync(iam, mostInADay: 7);
        var ids = await ArrangeAsync(portal, iam);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        await portal.Get<ApplyRemediations>().RunAsync(ids, engineer, Token);

        await CarryAllAsync(portal);

        Assert.Equal(7, iam.Changes.Count);
        var brake = (await portal.Get<CarryBrakes>().FindAsync(engineer, Token))!;
        Assert.Equal((7, Many - 7, BrakeRow.Most), (brake.Count, brake.HeldCount, brake.Held.Count));
    }

    private static async Task CarryAllAsync(TestPortalData portal)
    {
        while (await portal.Get<CarryOut>().RunAsync(Token) > 0)
        {
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task<TestPortalData> PortalAsync(IamStandIn iam, int mostInADay)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Connectors:AwsAccessKey", BucketStandIn.AccessKey), new("Connectors:AwsSecretKey", BucketStandIn.SecretKey), new("Outbound:AllowedPrivate", "127.0.0.1"),
        ]).Build();
        Assert.NotNull(iam.Address);
        return await TestPortalData.CreateAsync(configure: services => services
            .AddSingleton<IRevocationCarriers>(new AwsCarriers([new ScriptedPlatform()], AwsAccount.From(configuration), OutboundGuard.Create(OutboundSettings.From(configuration))))
            .AddSingleton(CarryPace.Usual with { ReadBackPause = TimeSpan.Zero })
            .AddSingleton(RemediationOptions.Usual with { MostInADay = mostInADay }));
    }

    private static async Task<IReadOnlyList<RemediationId>> ArrangeAsync(TestPortalData portal, IamStandIn iam)
    {
        var reviewer = A.Person();
        var source = A.Source();
        source.Settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["carryOut"] = "on", ["carryEndpoint"] = iam.Address.AbsoluteUri };
        var campaign = A.Campaign(CampaignState.Active, reviewer.Id);
        await portal.StoreAsync(reviewer, source, campaign);
        var ids = new List<RemediationId>();
        var rows = new List<object>();
        for (var i = 0; i < Many; i++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bucket-{{{i}}}/*"}}""");
            // What was typed has other white space than what snapshots keep.
            iam.AddRole(Name(i));
            iam.Put("Role", Name(i), "written", text.Replace(",", ",\n\t", StringComparison.Ordinal) + new string(' ', i % 5));
            var identity = An.Identity(source, Name(i));
            var held = An.Entitlement(identity, "written", new GrantDocument("written", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));
            var entitlement = new Data.Inventory.Entitlement
            {
                IdentityId = identity.Id,
                Kind = EntitlementKind.InlinePolicy,
                Key = "written",
                Name = "written",
                Documents = held.Documents,
                ObservedFrom = An.Instant,
            };
            var item = A.ReviewItem(campaign, reviewer.Id, entitlement: entitlement);
            var remediation = A.Remediation(item, identity, entitlement);
            ids.Add(remediation.Id);
            rows.AddRange([identity, entitlement, item, remediation]);
        }
        await portal.StoreAsync(rows);
        return ids;
    }

    private static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"agent-{i}");
}
