using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Scopes;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Preparing, previewing, launching, closing, giving up and reopening a campaign.</summary>
public sealed class CampaignCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task The_preview_says_what_a_launch_then_asks(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var preview = await review.Portal.Get<CampaignQueries>().PreviewAsync(new CampaignScope(string.Empty), stages: [], ownersDecideAlone: true, review.Engineer, Token);

        Assert.Equal((2, 2, 3, 2, 0), (preview.Counts.Agents, preview.Counts.Identities, preview.Counts.Entitlements, preview.Counts.Reviewers, preview.Unreviewable));
        Assert.Equal([("Olga Owner", 2), ("Ben Batch", 1)], preview.Reviewers.Select(r => (r.Reviewer.Name, r.Items)));
        var campaign = await review.FindAsync(await review.LaunchAsync());
        Assert.Equal(preview.Counts with { AsOf = campaign.Population!.AsOf }, campaign.Population);
        Assert.Equal(preview.Reviewers.Select(r => (r.Reviewer, r.Items)), campaign.Reviewers.Select(r => (r.Reviewer, r.Items)));
    }

    [Theory, OnEachEngine]
    public async Task A_launch_asks_each_owner_in_one_mail(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var id = await review.LaunchAsync();

        await using var db = await review.Portal.OpenAsync();
        var mails = await db.OutboxMessages.OrderBy(m => m.ToAddress).ToListAsync(Token);
        Assert.Equal([("ben@example.com", 1), ("olga@example.com", 2)], mails.Select(m => (m.ToAddress, int.Parse(m.Subject.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture))));
        Assert.All(mails, m => Assert.Equal(id.Value.ToString(), m.AboutId));
        var letter = review.Letters.All.Single(l => l.ReviewerName == "Olga Owner");
        Assert.Equal(ReviewCase.Wide, letter.Riskiest[0].Entitlement);
        Assert.Contains("S3", letter.Riskiest[0].Contribution, StringComparison.OrdinalIgnoreCase);
        Assert.Equal([ReviewerReason.Owner], letter.Reasons);
        Assert.Single(await db.AuditEntries.Where(e => e.Action == "campaign.launch" && e.Outcome == AuditOutcome.Done).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task A_mail_that_cannot_be_queued_undoes_the_launch(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();
        await using var db = await review.Portal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE outbox_messages RENAME TO outbox_away", Token);

        await Assert.ThrowsAnyAsync<Exception>(() => review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));

        Assert.Equal(CampaignState.Staged, (await review.FindAsync(id)).Row.State);
        Assert.Empty(await review.Portal.Get<ReviewQueries>().MineAsync(review.AsOlga, Token));
        Assert.Equal(0, await db.ReviewNotices.CountAsync(Token));
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE outbox_away RENAME TO outbox_messages", Token);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));
        Assert.Equal(3, await db.ReviewItems.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Launched_by_many_at_once_it_asks_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();

        var moved = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token)));

        Assert.Equal(1, moved.Count(m => m == CampaignMoved.Done));
        Assert.Equal(5, moved.Count(m => m == CampaignMoved.AlreadySo));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal((3, 2), (await db.ReviewItems.CountAsync(Token), await db.OutboxMessages.CountAsync(Token)));
    }

    [Theory, OnEachEngine]
    public async Task The_same_occasion_is_one_campaign_whoever_prepares_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var first = await review.PrepareAsync(occurrence: "quarterly/2026-Q3");
        var second = await review.PrepareAsync(occurrence: "quarterly/2026-Q3");

        Assert.Equal(first, second);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(1, await db.Campaigns.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task A_draft_that_makes_no_sense_is_refused_field_by_field(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var created = await review.Portal.Get<CreateCampaign>().RunAsync(
            new(" ", "risk=high", review.Portal.Clock.GetUtcNow(), PersonId.New()), review.Engineer, Token);

        Assert.Null(created.Id);
        Assert.Equal(["dueAt", "filter", "name", "ownerId"], created.Problems.Keys.Order());
    }

    [Theory, OnEachEngine]
    public async Task What_nobody_may_answer_is_never_launched(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.People.ExecuteUpdateAsync(update => update.SetProperty(p => p.IsActive, false), Token);
        }

        var moved = await review.Portal.Get<LaunchCampaign>().RunAsync(id, Caller.System("tests"), Token);

        Assert.Equal(CampaignMoved.NobodyToAsk, moved);
        Assert.Equal(CampaignState.Draft, (await review.FindAsync(id)).Row.State);
    }

    [Theory, OnEachEngine]
    public async Task Closing_reports_what_nobody_answered_and_approves_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        Assert.Equal(CampaignMoved.ItemsOpen, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));

        var closed = await review.FindAsync(id);
        Assert.Equal(CampaignState.Closed, closed.Row.State);
        Assert.Equal((2, 1), (closed.States[ReviewItemState.Unanswered], closed.States[ReviewItemState.Attested]));
        Assert.Equal(Decided.NotOpen, await review.DecideAsync(id, DecisionKind.Revoke));
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(1, await db.Decisions.CountAsync(Token));
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Outcome == AuditOutcome.Refused, Token));
    }

    [Theory, OnEachEngine]
    public async Task Reopening_asks_again_only_those_who_did_not_answer(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "batch-read", review.AsBen);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");
        review.Portal.Clock.Advance(TimeSpan.FromDays(14));
        await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token);

        var moved = await review.Portal.Get<ReopenCampaign>().RunAsync(id, review.Portal.Clock.GetUtcNow().AddDays(7), "Olga was away.", review.Engineer, Token);

        Assert.Equal(CampaignMoved.Done, moved);
        Assert.Equal((CampaignState.Active, 1), ((await review.FindAsync(id)).Row.State, (await review.FindAsync(id)).Row.Open));
        var letter = Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.Reopened);
        Assert.Equal(("Olga Owner", 1), (letter.ReviewerName, letter.OpenItems));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));
    }

    [Theory, OnEachEngine]
    public async Task Giving_up_keeps_what_was_decided(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Revoke);

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CancelCampaign>().RunAsync(id, "Wrong agents.", review.Engineer, Token));

        Assert.Equal(Decided.NotOpen, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read"));
        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id)).State);
        Assert.NotNull((await review.RemediationAsync()).Command);
    }

    [Theory, OnEachEngine]
    public async Task Running_campaigns_is_for_those_who_may(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync();

        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<LaunchCampaign>().RunAsync(id, review.AsOlga, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<CancelCampaign>().RunAsync(id, "No.", review.AsOlga, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<CampaignQueries>().FindAsync(id, review.AsOlga, Token));

        Assert.Equal(CampaignState.Draft, (await review.FindAsync(id)).Row.State);
    }
}
