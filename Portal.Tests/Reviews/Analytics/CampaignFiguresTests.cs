using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Analytics;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Analytics;

/// <summary>How campaigns go, in numbers.</summary>
public sealed class CampaignFiguresTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task They_say_who_answered_what_and_when(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var boss = A.Person("Mona Manager", email: "mona@example.com");
        await review.Portal.StoreAsync(boss);
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Set<Person>().Where(p => p.Id == review.Olga.Id).ExecuteUpdateAsync(update => update.SetProperty(p => p.ManagerId, boss.Id), Token);
        }
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromHours(26));
        await review.DecideAsync(id, DecisionKind.Revoke);
        review.Portal.Clock.Advance(TimeSpan.FromHours(24));
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        await review.ImportAsync(ReviewCase.WithoutWide);
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));

        var figures = (await review.Portal.Get<CampaignFiguresQueries>().FindAsync(id, review.Engineer, Token))!;

        Assert.Equal((3, 2, 1, 0.5, 38.0), (figures.Summary.Items, figures.Summary.Answered, figures.Summary.Revoked, figures.Summary.RevokeRate, figures.Summary.HoursToAnswer));
        Assert.Equal(1.0, figures.Summary.DaysToProof!.Value, tolerance: 0.1);
        Assert.Equal(1, figures.Overdue);
        Assert.Equal([3, 2, 1], figures.Burndown.Take(3).Select(d => d.Open));
        Assert.Equal(1, figures.Burndown[^1].Open);
        Assert.Equal(
            [("Ben Batch", 1, 1, null), ("Olga Owner", 2, 0, 38.0)],
            figures.Reviewers.Select(r => (r.Person!.Name, r.Items, r.Open, r.HoursToAnswer)));
        Assert.Equal([(null, 1, 1), ("Mona Manager", 2, 0)], figures.Teams.Select(t => (t.Person?.Name, t.Items, t.Open)));
    }

    [Theory, OnEachEngine]
    public async Task Where_several_vote_each_is_counted_by_what_they_were_asked_and_said(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var stage = A.ReviewStage(ReviewerRuleKind.People) with
        {
            Rule = new(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] },
            Asked = 2,
            Quorum = 2,
            Strategy = VoteStrategy.AllMustAccept,
        };
        var id = await review.LaunchAsync(stages: stage);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        await review.DecideAsync(id, DecisionKind.Revoke, by: review.AsBen);

        var figures = (await review.Portal.Get<CampaignFiguresQueries>().FindAsync(id, review.Engineer, Token))!;

        Assert.Equal((3, 1, 1), (figures.Summary.Items, figures.Summary.Answered, figures.Summary.Revoked));
        Assert.Equal([("Ben Batch", 3, 2, 1), ("Olga Owner", 3, 1, 0)], figures.Reviewers.Select(r => (r.Person!.Name, r.Items, r.Open, r.Revoked)));
    }

    [Theory, OnEachEngine]
    public async Task Campaigns_are_compared_oldest_first_and_only_those_that_asked(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var first = await review.LaunchAsync("First");
        await review.DecideAsync(first, DecisionKind.Revoke);
        await review.ImportAsync(ReviewCase.AllOfIt);
        await review.LaunchAsync("Second");
        await review.PrepareAsync("Never asked");

        var trend = await review.Portal.Get<CampaignFiguresQueries>().TrendAsync(review.Engineer, Token);

        Assert.Equal([("First", 1.0), ("Second", null)], trend.Select(c => (c.Name, c.RevokeRate)));
    }

    [Fact]
    public async Task Before_the_launch_there_is_nothing_to_count_and_not_everybody_may_see()
    {
        await using var review = await ReviewCase.CreateAsync();
        var id = await review.PrepareAsync();
        var queries = review.Portal.Get<CampaignFiguresQueries>();

        var figures = (await queries.FindAsync(id, review.Engineer, Token))!;

        Assert.Empty(figures.Burndown);
        Assert.Equal((null, null, null), (figures.Summary.RevokeRate, figures.Summary.HoursToAnswer, figures.Summary.DaysToProof));
        Assert.Null(await queries.FindAsync(CampaignId.New(), review.Engineer, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => queries.FindAsync(id, review.AsOlga, Token));
    }
}
