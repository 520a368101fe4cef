using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Verification;
using Portal.Data.Mail;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Pauses;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Questions about items and items that are decided later: the clock stands still, and never for good.</summary>
public sealed class ItemPauseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_pause_ends_by_itself_and_what_may_follow_is_counted()
    {
        var now = An.Instant;
        List<ItemPause> earlier = [];
        for (var asked = 0; asked < ItemPause.MostQuestions; asked++)
        {
            Assert.Equal(Paused.Done, ItemPause.CanAsk(earlier, now));
            earlier.Add(Pause(ItemPauseKind.Question, now, now.AddDays(ItemPause.QuestionDays)));
            Assert.Equal(Paused.PausedAlready, ItemPause.CanAsk(earlier, now));
            Assert.Equal(Paused.PausedAlready, ItemPause.CanPostpone(earlier, now.AddDays(1), now.AddDays(30), now));
            now = now.AddDays(ItemPause.QuestionDays);
        }

        Assert.Equal(Paused.TooOften, ItemPause.CanAsk(earlier, now));
        Assert.Equal(Paused.Done, ItemPause.CanPostpone(earlier, now.AddDays(1), now.AddDays(30), now));
    }

    [Fact]
    public void An_item_comes_back_within_a_week_and_before_answers_are_due()
    {
        var (now, due) = (An.Instant, An.Instant.AddDays(5));

        Assert.Equal(Paused.Done, ItemPause.CanPostpone([], due, due, now));
        Assert.Equal(Paused.DayNotPossible, ItemPause.CanPostpone([], due.AddTicks(1), due, now));
        Assert.Equal(Paused.DayNotPossible, ItemPause.CanPostpone([], now, due, now));
        Assert.Equal(Paused.Done, ItemPause.CanPostpone([], now.AddDays(7), now.AddDays(30), now));
        Assert.Equal(Paused.DayNotPossible, ItemPause.CanPostpone([], now.AddDays(8), now.AddDays(30), now));
        ItemPause[] twice = [Pause(ItemPauseKind.Postponement, now.AddDays(-4), now.AddDays(-3)), Pause(ItemPauseKind.Postponement, now.AddDays(-2), now.AddDays(-1))];
        Assert.Equal(Paused.TooOften, ItemPause.CanPostpone(twice, now.AddDays(1), due, now));
    }

    [Theory, OnEachEngine]
    public async Task A_question_is_sent_and_its_reply_comes_back_and_is_shown(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        Assert.Equal(Paused.Done, await AskAsync(review, id, review.Ben.Id, "  Does the night run need it?  "));

        var sent = Assert.Single(review.Letters.Questions);
        Assert.Equal(("Ben Batch", "Olga Owner", "Does the night run need it?", null), (sent.ReceiverName, sent.OtherName, sent.Question, sent.Reply));
        var questions = review.Portal.Get<QuestionQueries>();
        Assert.Null(await questions.FindAsync(sent.Id, review.AsOlga, Token));
        Assert.True((await questions.FindAsync(sent.Id, review.AsBen, Token))!.IsOpen);
        Assert.Equal(Paused.NotFound, await ReplyAsync(review, sent.Id, "Not asked.", review.AsOlga));
        Assert.Equal(Paused.TextMissing, await ReplyAsync(review, sent.Id, "  ", review.AsBen));
        Assert.Equal(Paused.Done, await ReplyAsync(review, sent.Id, "No, it never did.", review.AsBen));
        Assert.Equal(Paused.RepliedAlready, await ReplyAsync(review, sent.Id, "Or did it?", review.AsBen));

        Assert.Equal(("Olga Owner", "No, it never did."), (review.Letters.Questions[^1].ReceiverName, review.Letters.Questions[^1].Reply));
        var pause = Assert.Single(await PausesAsync(review, id));
        Assert.Equal(("Ben Batch", "No, it never did.", false), (pause.To!.Name, pause.Reply, pause.IsRunning));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(2, await db.Set<OutboxMessage>().CountAsync(m => m.Text.Contains("Ben Batch") && (m.Text.Contains("night run") || m.Text.Contains("never did")), Token));
        Assert.Equal(ReviewItemState.Open, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task Only_who_may_review_is_asked_and_nobody_asks_themselves_or_about_what_is_not_theirs(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var stranger = A.Person("Sam Stranger", email: "sam@example.com");
        await review.Portal.StoreAsync(stranger);
        var id = await review.LaunchAsync();

        Assert.Equal(Paused.NobodyToAsk, await AskAsync(review, id, stranger.Id));
        Assert.Equal(Paused.NobodyToAsk, await AskAsync(review, id, review.Olga.Id));
        Assert.Equal(Paused.NobodyToAsk, await AskAsync(review, id, PersonId.New()));
        Assert.Equal(Paused.TextMissing, await AskAsync(review, id, review.Ben.Id, " "));
        Assert.Equal(Paused.NotFound, await AskAsync(review, id, review.Olga.Id, by: review.AsBen));
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        Assert.Equal(Paused.NotFound, await AskAsync(review, id, review.Ben.Id));

        Assert.Empty(review.Letters.Questions);
        Assert.Empty(await PausesAsync(review, id));
    }

    [Theory, OnEachEngine]
    public async Task While_a_question_runs_nobody_is_reminded_of_the_item_and_the_campaign_does_not_close(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(days: 7);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);
        review.Portal.Clock.Advance(TimeSpan.FromDays(6));
        Assert.Equal(Paused.Done, await AskAsync(review, id, review.Ben.Id));
        var clock = review.Portal.Clock.GetUtcNow();
        review.Portal.Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, await review.Portal.Get<RemindReviewers>().RunAsync(review.Engineer, Token));
        Assert.Equal(CampaignMoved.ItemsOpen, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));

        review.Portal.Clock.Advance(clock.AddDays(ItemPause.QuestionDays) - review.Portal.Clock.GetUtcNow());
        Assert.Equal(1, await review.Portal.Get<RemindReviewers>().RunAsync(review.Engineer, Token));
        Assert.Equal((NoticeKind.Overdue, 1), (review.Letters.All[^1].Kind, review.Letters.All[^1].OpenItems));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
        Assert.Equal(ReviewItemState.Unanswered, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task A_postponed_item_is_left_out_of_reminders_until_its_day(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(days: 14);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);
        review.Portal.Clock.Advance(TimeSpan.FromDays(7));
        var item = await review.ItemAsync(id);
        var until = review.Portal.Clock.GetUtcNow().AddDays(3);

        Assert.Equal(Paused.Done, await review.Portal.Get<PostponeItem>().RunAsync(id, item.Id, until, review.AsOlga, Token));

        Assert.Equal(1, await review.Portal.Get<RemindReviewers>().RunAsync(review.Engineer, Token));
        Assert.Equal(1, review.Letters.All[^1].OpenItems);
        review.Portal.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(1, await review.Portal.Get<RemindReviewers>().RunAsync(review.Engineer, Token));
        Assert.Equal(2, review.Letters.All[^1].OpenItems);
        Assert.Equal(Paused.NotFound, await review.Portal.Get<PostponeItem>().RunAsync(id, item.Id, until, review.AsBen, Token));
    }

    [Theory, OnEachEngine]
    public async Task A_reply_that_was_changed_past_the_commands_is_found(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await AskAsync(review, id, review.Ben.Id);
        await ReplyAsync(review, Assert.Single(review.Letters.Questions).Id, "No.", review.AsBen);
        Assert.DoesNotContain((await VerifyAsync(review)).Findings, f => f.Problem.Contains("pause", StringComparison.Ordinal));

        await using var db = await review.Portal.OpenAsync();
        await db.ItemPauses.ExecuteUpdateAsync(update => update.SetProperty(p => p.Reply, "Yes."), Token);

        Assert.Contains((await VerifyAsync(review)).Findings, f => f.Problem.Contains("pause", StringComparison.Ordinal));
    }

    private static ItemPause Pause(ItemPauseKind kind, DateTimeOffset at, DateTimeOffset until) =>
        new() { CampaignId = CampaignId.New(), ItemId = ReviewItemId.New(), ById = PersonId.New(), At = at, Kind = kind, Until = until };

    private static async Task<Paused> AskAsync(ReviewCase review, CampaignId id, PersonId to, string question = "Is it needed?", Caller? by = null) =>
        await review.Portal.Get<AskAboutItem>().RunAsync(id, (await review.ItemAsync(id)).Id, to, question, by ?? review.AsOlga, Token);

    private static Task<Paused> ReplyAsync(ReviewCase review, ItemPauseId id, string reply, Caller by) => review.Portal.Get<ReplyToQuestion>().RunAsync(id, reply, by, Token);

    private static async Task<IReadOnlyList<ItemPauseRow>> PausesAsync(ReviewCase review, CampaignId id)
    {
        var item = await review.ItemAsync(id);
        return (await review.Portal.Get<ReviewQueries>().FindSheetAsync(id, after: null, review.AsOlga, Token))!.Agents.SelectMany(a => a.Items).Single(i => i.Id == item.Id).Pauses;
    }

    private static Task<VerificationResult> VerifyAsync(ReviewCase review) => review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
}
