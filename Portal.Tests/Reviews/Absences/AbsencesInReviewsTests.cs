using Portal.Data.Access;
using Portal.Data.Audit.Verification;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Absences;

/// <summary>What becomes of questions to somebody who is away.</summary>
public sealed class AbsencesInReviewsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_is_open_moves_at_the_beginning_and_what_comes_later_goes_to_the_stand_in_at_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await StandInAsync(review);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        var from = review.Portal.Clock.GetUtcNow().AddDays(2);
        Assert.NotNull((await PlanAsync(review, new(from, from.AddDays(3), dana.Id))).Id);

        Assert.Equal(0, await BeginAsync(review));
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
        review.Portal.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal((1, 0), (await BeginAsync(review), await BeginAsync(review)));

        var (open, answered) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"));
        Assert.Equal((dana.Id, ReviewerReason.StandIn), (open.ReviewerId, open.ReviewerReason));
        Assert.Equal([new(ReviewerReason.Owner, review.Olga.Id, PassedOver.Away, review.Portal.Clock.GetUtcNow())], open.Trail);
        Assert.Equal((review.Olga.Id, ReviewItemState.Attested), (answered.ReviewerId, answered.State));
        Assert.Equal("Dana Deputy", Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn).ReviewerName);
        Assert.Equal(dana.Id, (await review.ItemAsync(await review.LaunchAsync("Meanwhile"))).ReviewerId);
        review.Portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(dana.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(await review.LaunchAsync("Afterwards"))).ReviewerId);
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: TestPortalData.By(dana)));
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review item", StringComparison.Ordinal) || f.Problem.Contains("absence", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task One_that_begins_at_once_moves_in_the_same_command_and_without_a_stand_in_who_comes_next_is_asked(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        var now = review.Portal.Clock.GetUtcNow();

        Assert.NotNull((await PlanAsync(review, new(now.AddHours(-3), now.AddDays(7), StandIn: null))).Id);

        var item = await review.ItemAsync(id);
        Assert.Equal((review.Engineer.Person!.Value, ReviewerReason.CampaignOwner), (item.ReviewerId, item.ReviewerReason));
        Assert.Equal(review.Ben.Id, (await review.ItemAsync(id, "batch-read")).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task A_review_that_was_collected_before_and_is_launched_meanwhile_asks_the_stand_in(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var dana = await StandInAsync(review);
        var id = await review.PrepareAsync();
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CollectCampaign>().RunAsync(id, review.Engineer, Token));
        var now = review.Portal.Clock.GetUtcNow();
        await PlanAsync(review, new(now, now.AddDays(7), dana.Id));

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        Assert.Equal(dana.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.DoesNotContain(review.Letters.All, l => l.ReviewerName == review.Olga.Name);
    }

    [Theory, OnEachEngine]
    public async Task Called_off_it_moves_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        var from = review.Portal.Clock.GetUtcNow().AddDays(2);
        var planned = await PlanAsync(review, new(from, from.AddDays(7), review.Ben.Id));
        var end = review.Portal.Get<EndAbsence>();

        Assert.False(await end.RunAsync(planned.Id!.Value, review.AsBen, Token));
        Assert.True(await end.RunAsync(planned.Id.Value, review.AsOlga, Token));
        Assert.False(await end.RunAsync(planned.Id.Value, review.AsOlga, Token));

        review.Portal.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal(0, await BeginAsync(review));
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.Empty(await review.Portal.Get<AbsenceQueries>().MineAsync(review.AsOlga, Token));
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_by_field()
    {
        await using var review = await ReviewCase.CreateAsync();
        var now = review.Portal.Clock.GetUtcNow();
        await PlanAsync(review, new(now.AddDays(5), now.AddDays(9), StandIn: null));

        Assert.Contains("standInId", (await PlanAsync(review, new(now, now.AddDays(1), review.Olga.Id))).Problems.Keys);
        Assert.Contains("standInId", (await PlanAsync(review, new(now, now.AddDays(1), PersonId.New()))).Problems.Keys);
        Assert.Contains("overlaps", (await PlanAsync(review, new(now, now.AddDays(6), StandIn: null))).Problems["from"][0], StringComparison.Ordinal);
        Assert.Contains("until", (await PlanAsync(review, new(now, now, StandIn: null))).Problems.Keys);
        Assert.Single(await review.Portal.Get<AbsenceQueries>().MineAsync(review.AsOlga, Token));
    }

    private static async Task<Person> StandInAsync(ReviewCase review)
    {
        var dana = A.Person("Dana Deputy");
        await review.Portal.StoreAsync(dana);
        return dana;
    }

    private static Task<AbsencePlanned> PlanAsync(ReviewCase review, AbsenceDraft draft) => review.Portal.Get<PlanAbsence>().RunAsync(draft, review.AsOlga, Token);

    private static Task<int> BeginAsync(ReviewCase review) => review.Portal.Get<BeginAbsences>().RunAsync(Caller.System("tests"), Token);
}
