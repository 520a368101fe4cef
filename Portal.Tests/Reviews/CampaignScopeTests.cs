using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Which access a campaign is about: preview and launch read the same, and what is left out stays visible.</summary>
public sealed class CampaignScopeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("?platform=aws&environment=production&risk=50&source=0198f000-0000-7000-8000-000000000001&privileged=true&unusedDays=90&uncertified=true&tag=team%3Dorders")]
    public void It_is_written_as_it_is_read(string query) => Assert.Equal(query, ReviewScope.Parse(query).ToQuery());

    [Fact]
    public void A_misspelt_limit_is_found()
    {
        Assert.Equal(["enviroment"], ReviewScope.UnknownIn(new QueryReader("?enviroment=production&risk=50")));
    }

    [Theory, OnEachEngine]
    public async Task Each_limit_leaves_what_it_names(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await using (var db = await review.Portal.OpenAsync())
        {
            var identities = await db.Identities.ToListAsync(Token);
            var (orders, batch) = (identities.Single(i => i.Name == "order-assistant"), identities.Single(i => i.Name == "batch-assistant"));
            orders.Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["Team"] = "orders" };
            orders.IsAdministrator = true;
            orders.LastUsedAt = review.Portal.Clock.GetUtcNow().AddDays(-1);
            batch.LastUsedAt = review.Portal.Clock.GetUtcNow().AddDays(-100);
            await db.SaveChangesAsync(Token);
        }
        var source = await SourceAsync(review);

        Assert.Equal(3, await CountAsync(review, string.Empty));
        Assert.Equal(2, await CountAsync(review, "?owner=olga@example.com"));
        Assert.Equal(2, await CountAsync(review, "?tag=team"));
        Assert.Equal(2, await CountAsync(review, "?tag=team%3Dorders"));
        Assert.Equal(0, await CountAsync(review, "?tag=team%3Dbilling"));
        Assert.Equal(2, await CountAsync(review, "?privileged=true"));
        Assert.Equal(1, await CountAsync(review, "?privileged=false"));
        Assert.Equal(1, await CountAsync(review, "?unusedDays=90"));
        Assert.Equal(3, await CountAsync(review, $"?source={source}&platform=aws"));
        Assert.Equal(0, await CountAsync(review, $"?source={Guid.CreateVersion7()}"));
        Assert.Equal(0, await CountAsync(review, "?platform=azure"));
    }

    [Theory, OnEachEngine]
    public async Task Only_what_nobody_stands_behind_since_it_came_or_changed(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);

        Assert.Equal(1, await CountAsync(review, "?uncertified=true"));

        await review.ImportAsync(ReviewCase.WithInstead(ReviewCase.NarrowDocument));
        Assert.Equal(2, await CountAsync(review, "?uncertified=true"));
    }

    [Theory, OnEachEngine]
    public async Task A_list_covers_exactly_what_it_names_and_what_vanished_is_said(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var (wide, batch) = (await EntitlementAsync(review, ReviewCase.Wide), await EntitlementAsync(review, "batch-read"));
        var listed = await CreateAsync(review, new(string.Empty, [wide, batch], []));
        var mixed = await CreateAsync(review, new("?owner=ben@example.com", [wide], []));
        await review.ImportAsync(ReviewCase.WithoutWide);

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(listed, review.Engineer, Token));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(mixed, review.Engineer, Token));

        foreach (var campaign in new[] { await review.FindAsync(listed), await review.FindAsync(mixed) })
        {
            Assert.Equal(1, campaign.Row.Items);
            Assert.Equal([wide], campaign.Manifest!.Vanished);
        }
    }

    [Theory, OnEachEngine]
    public async Task What_is_left_out_stays_visible_with_its_reason(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var wide = await EntitlementAsync(review, ReviewCase.Wide);
        AgentId batch;
        await using (var db = await review.Portal.OpenAsync())
        {
            batch = await db.Agents.Where(a => a.Name == "Batch assistant").Select(a => a.Id).SingleAsync(Token);
        }
        ScopeExclusion[] exclusions = [new(ExcludedKind.Agent, batch.Value, "Is retired next week."), new(ExcludedKind.Entitlement, wide.Value, "Reviewed yesterday.")];
        var id = await CreateAsync(review, new(string.Empty, [], exclusions));

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        var campaign = await review.FindAsync(id);
        Assert.Equal(1, campaign.Row.Items);
        Assert.Equal(exclusions, campaign.Exclusions.Select(e => e.Exclusion));
        Assert.Equal([("Batch assistant", 1), (ReviewCase.Wide, 1)], campaign.Manifest!.Exclusions.Select(e => (e.Name!, e.Entitlements)));
    }

    [Theory, OnEachEngine]
    public async Task A_scope_that_makes_no_sense_is_refused_field_by_field(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var draft = new CampaignDraft("Review", "?enviroment=production", review.Portal.Clock.GetUtcNow().AddDays(7))
        {
            Listed = [EntitlementId.New()],
            Exclusions = [new(ExcludedKind.Agent, Guid.CreateVersion7(), "Gone.")],
        };

        var refused = await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token);
        var silent = await review.Portal.Get<CreateCampaign>().RunAsync(
            draft with { Filter = string.Empty, Listed = [], Exclusions = [new(ExcludedKind.Agent, (await AgentsAsync(review))[0].Value, " ")] }, review.Engineer, Token);

        Assert.Equal(["entitlements", "exclusions", "filter"], refused.Problems.Keys.Order());
        Assert.Equal(["exclusions"], silent.Problems.Keys);
    }

    private static async Task<int> CountAsync(ReviewCase review, string filter) =>
        (await review.Portal.Get<CampaignQueries>().PreviewAsync(new CampaignScope(filter), review.Engineer, Token)).Counts.Entitlements;

    private static async Task<CampaignId> CreateAsync(ReviewCase review, CampaignScope scope)
    {
        var created = await review.Portal.Get<CreateCampaign>().RunAsync(
            new("Review", scope.Filter, review.Portal.Clock.GetUtcNow().AddDays(7)) { Listed = scope.Listed, Exclusions = scope.Exclusions }, review.Engineer, Token);
        Assert.Empty(created.Problems);
        return created.Id!.Value;
    }

    private static async Task<EntitlementId> EntitlementAsync(ReviewCase review, string name)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.Entitlements.Where(e => e.Name == name && e.ObservedUntil == null).Select(e => e.Id).SingleAsync(Token);
    }

    private static async Task<IReadOnlyList<AgentId>> AgentsAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.Agents.Select(a => a.Id).ToListAsync(Token);
    }

    private static async Task<Guid> SourceAsync(ReviewCase review)
    {
        await using var db = await review.Portal.OpenAsync();
        return (await db.Sources.Where(s => s.Platform == Platform.Aws).Select(s => s.Id).SingleAsync(Token)).Value;
    }
}
