using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Inventory;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Frequencies;
using Portal.Data.Reviews.Scopes;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Frequencies;

/// <summary>Why agents are reviewed as often as they are, and that scopes go by it.</summary>
public sealed class FrequencyAnalysisTests
{
    private static readonly AnalysisDraft Monthly = new([new("Reaches card data", 5, "Reads the orders table.")], ReviewFrequency.Monthly, "Card data, no person in between.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task The_newest_of_an_agent_counts_and_earlier_ones_stay(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var agent = await AgentAsync(review, "Order assistant");
        var record = review.Portal.Get<RecordFrequencyAnalysis>();

        Assert.NotNull((await record.RunAsync(agent, Monthly, review.Engineer, Token))!.Id);
        Assert.Equal(2, await CountAsync(review, "?frequency=monthly"));
        review.Portal.Clock.Advance(TimeSpan.FromDays(1));
        Assert.NotNull((await record.RunAsync(agent, Monthly with { Frequency = ReviewFrequency.Quarterly, Conclusion = "Less data now." }, review.Engineer, Token))!.Id);

        Assert.Equal((0, 2), (await CountAsync(review, "?frequency=monthly"), await CountAsync(review, "?frequency=quarterly")));
        var kept = await review.Portal.Get<FrequencyAnalysisQueries>().OfAgentAsync(agent, review.AsOlga, Token);
        Assert.Equal([(ReviewFrequency.Quarterly, false), (ReviewFrequency.Monthly, false)], kept.Select(a => (a.Frequency, a.IsOverdue)));
        Assert.Equal((review.Engineer.Person!.Value, Monthly.Factors[0]), (kept[1].Author.Id, kept[1].Factors[0]));
        await review.Portal.Get<WriteCheckpoints>().RunAsync(Token);
        Assert.Empty((await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token)).Findings);
    }

    [Theory, OnEachEngine]
    public async Task After_a_year_it_has_to_be_looked_at_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var agent = await AgentAsync(review, "Order assistant");
        await review.Portal.Get<RecordFrequencyAnalysis>().RunAsync(agent, Monthly, review.Engineer, Token);

        review.Portal.Clock.Advance(TimeSpan.FromDays(364));
        Assert.False(Assert.Single(await review.Portal.Get<FrequencyAnalysisQueries>().OfAgentAsync(agent, review.AsOlga, Token)).IsOverdue);
        review.Portal.Clock.Advance(TimeSpan.FromDays(2));

        Assert.True(Assert.Single(await review.Portal.Get<FrequencyAnalysisQueries>().OfAgentAsync(agent, review.AsOlga, Token)).IsOverdue);
    }

    [Theory, OnEachEngine]
    public async Task A_person_answers_for_it_and_says_why(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var agent = await AgentAsync(review, "Order assistant");
        var record = review.Portal.Get<RecordFrequencyAnalysis>();

        var refused = await record.RunAsync(agent, new([new(" ", 9, string.Empty)], ReviewFrequency.Yearly, " "), await review.Portal.AsTokenAsync(TokenScope.Review), Token);

        Assert.Equal(["author", "conclusion", "factors"], refused!.Problems.Keys.Order());
        Assert.Null(await record.RunAsync(AgentId.New(), Monthly, review.Engineer, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => record.RunAsync(agent, Monthly, review.AsOlga, Token));
        Assert.Empty(await review.Portal.Get<FrequencyAnalysisQueries>().OfAgentAsync(agent, review.AsOlga, Token));
    }

    private static async Task<int> CountAsync(ReviewCase review, string filter) =>
        (await review.Portal.Get<CampaignQueries>().PreviewAsync(new CampaignScope(filter), review.Engineer, Token)).Counts.Entitlements;

    private static async Task<AgentId> AgentAsync(ReviewCase review, string name)
    {
        await using var db = await review.Portal.OpenAsync();
        return await db.Agents.Where(a => a.Name == name).Select(a => a.Id).SingleAsync(Token);
    }
}
