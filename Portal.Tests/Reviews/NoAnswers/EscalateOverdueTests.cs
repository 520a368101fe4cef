using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Verification;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.NoAnswers;
using Portal.Data.Reviews.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.NoAnswers;

/// <summary>To whom questions go that are overdue.</summary>
public sealed class EscalateOverdueTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3, 3, null, false)]
    [InlineData(5, 2, null, false)]
    [InlineData(1, 91, null, false)]
    [InlineData(2, 5, 5, false)]
    [InlineData(2, 5, 6, true)]
    [InlineData(0, 1, null, true)]
    public void A_timetable_that_makes_no_sense_is_refused(int first, int second, int? ends, bool isRight)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);

        Policy(ends, new(first, EscalationTarget.Manager), new(second, EscalationTarget.CampaignOwner)).Check(problems);

        Assert.Equal(isRight, problems.Count == 0);
    }

    [Theory, OnEachEngine]
    public async Task They_go_to_the_manager_and_then_to_who_answers_for_the_campaign_each_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var mia = await ManagerOfOlgaAsync(review);
        var id = await LaunchAsync(review, new(2, EscalationTarget.Manager), new(4, EscalationTarget.CampaignOwner));
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");

        Assert.Equal(0, await EscalateAsync(review, days: 15));
        Assert.Equal((1, 0), (await EscalateAsync(review, days: 1), await EscalateAsync(review, days: 0)));

        var (wide, read, batch) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"), await review.ItemAsync(id, "batch-read"));
        Assert.Equal((mia.Id, ReviewerReason.Escalated), (wide.ReviewerId, wide.ReviewerReason));
        Assert.Equal([(review.Olga.Id, PassedOver.Overdue)], wide.Trail.Select(h => (h.Person!.Value, h.Why)));
        Assert.Equal(review.Olga.Id, read.ReviewerId);
        // Ben has no manager.
        Assert.Equal(review.Ben.Id, batch.ReviewerId);
        Assert.Equal("Mia Manager", Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn).ReviewerName);
        Assert.Equal(2, await EscalateAsync(review, days: 2));
        Assert.Equal(review.Engineer.Person!.Value, (await review.ItemAsync(id)).ReviewerId);
        Assert.Equal(2, (await review.ItemAsync(id)).Trail.Count(h => h.AskedUntil is not null));
        await using var db = await review.Portal.OpenAsync();
        Assert.All(await db.AuditEntries.Where(e => e.Action == "review.escalate").ToListAsync(Token), e => Assert.Equal(CallerKind.Policy, e.ActorKind));
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review item", StringComparison.Ordinal) || f.Problem.Contains("campaign", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task A_portal_that_was_away_escalates_once_to_the_highest_level_that_is_due(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var mia = await ManagerOfOlgaAsync(review);
        var id = await LaunchAsync(review, new(0, EscalationTarget.Manager), new(4, EscalationTarget.CampaignOwner));

        Assert.Equal(3, await EscalateAsync(review, days: 30));

        Assert.Equal(review.Engineer.Person!.Value, (await review.ItemAsync(id)).ReviewerId);
        Assert.DoesNotContain(review.Letters.All, l => l.ReviewerName == mia.Name);
    }

    [Theory, OnEachEngine]
    public async Task A_manager_who_left_is_passed_over_for_the_next_above_and_without_a_timetable_nothing_moves(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var head = A.Person("Hedda Head");
        var mia = await ManagerOfOlgaAsync(review, head, isHere: false);
        var id = await LaunchAsync(review, new EscalationLevel(0, EscalationTarget.Manager));
        var plain = await review.LaunchAsync("Without a timetable");

        Assert.Equal(2, await EscalateAsync(review, days: 14));

        Assert.Equal(head.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.NotEqual(mia.Id, (await review.ItemAsync(id)).ReviewerId);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(plain)).ReviewerId);
    }

    private static NoAnswerPolicy Policy(int? ends, params IReadOnlyList<EscalationLevel> levels) => new(DisableFromRisk: null, MostDisabled: 10, ends) { Escalations = levels };

    private static async Task<CampaignId> LaunchAsync(ReviewCase review, params IReadOnlyList<EscalationLevel> levels)
    {
        var draft = new CampaignDraft("Quarterly review", string.Empty, review.Portal.Clock.GetUtcNow().AddDays(14)) { OwnersDecideAlone = true, NoAnswer = Policy(ends: null, levels) };
        var id = (await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token)).Id!.Value;
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));
        return id;
    }

    private static Task<int> EscalateAsync(ReviewCase review, int days)
    {
        review.Portal.Clock.Advance(TimeSpan.FromDays(days));
        return review.Portal.Get<EscalateOverdue>().RunAsync(Caller.System("tests"), Token);
    }

    private static async Task<Person> ManagerOfOlgaAsync(ReviewCase review, Person? above = null, bool isHere = true)
    {
        var mia = A.Person("Mia Manager", manager: above?.Id);
        mia.IsActive = isHere;
        await review.Portal.StoreAsync(above is null ? [mia] : [above, mia]);
        await using var db = await review.Portal.OpenAsync();
        await db.People.Where(p => p.Id == review.Olga.Id).ExecuteUpdateAsync(update => update.SetProperty(p => p.ManagerId, mia.Id), Token);
        return mia;
    }
}
