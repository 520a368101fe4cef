using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Remediations;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Answers, refusals and repeats, as they are stored.</summary>
public sealed class DecideReviewItemsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_revoke_becomes_the_exact_command_and_its_inverse(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));

        var remediation = await review.RemediationAsync();
        Assert.Equal((RemediationState.Planned, Remedy.Remove, "It is far too wide."), (remediation.State, remediation.Remedy, remediation.DecidedBecause));
        Assert.Equal("aws iam detach-role-policy --role-name=order-assistant --policy-arn=arn:aws:iam::123456789012:policy/orders-everything", remediation.Command);
        Assert.Equal("aws iam attach-role-policy --role-name=order-assistant --policy-arn=arn:aws:iam::123456789012:policy/orders-everything", remediation.Inverse);
        await using var db = await review.Portal.OpenAsync();
        var decision = await db.Decisions.SingleAsync(Token);
        var item = await review.ItemAsync(id);
        Assert.Equal((review.Olga.Id, DecisionKind.Revoke, true, item.ShownHash), (decision.ById, decision.Kind, decision.Counts, decision.ShownHash));
        Assert.Equal(["remediation.plan", "review.revoke"], await db.AuditEntries.Where(e => e.ActorId == review.AsOlga.Id).Select(e => e.Action).OrderBy(a => a).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Someone_elses_item_does_not_exist_for_a_reviewer(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        Assert.Equal(Decided.NotFound, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: review.AsBen));
        Assert.Equal(Decided.NotReviewer, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: review.Engineer));

        Assert.Equal(ReviewItemState.Open, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task A_program_is_nobodys_reviewer(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        Assert.Equal(Decided.NotReviewer, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: await review.Portal.AsTokenAsync(TokenScope.Admin)));
        await Assert.ThrowsAsync<AccessDeniedException>(
            async () => await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: await review.Portal.AsTokenAsync(TokenScope.Review)));

        Assert.Equal(ReviewItemState.Open, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task Own_access_is_refused_even_when_it_became_ones_own_to_answer(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.ReviewItems.ExecuteUpdateAsync(update => update.SetProperty(i => i.SubjectId, review.Olga.Id), Token);
        }

        Assert.Equal(Decided.OwnAccess, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        await using var after = await review.Portal.OpenAsync();
        Assert.Equal(AuditOutcome.Refused, (await after.AuditEntries.SingleAsync(e => e.Action == "review.attest", Token)).Outcome);
        Assert.Equal(0, await after.Decisions.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Someone_who_left_decides_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.People.Where(p => p.Id == review.Olga.Id).ExecuteUpdateAsync(update => update.SetProperty(p => p.IsActive, false), Token);
        }

        await Assert.ThrowsAsync<AccessDeniedException>(() => review.DecideAsync(id, DecisionKind.Revoke));

        Assert.Equal(ReviewItemState.Open, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task Each_answer_of_a_batch_stands_alone(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        var wide = await review.ItemAsync(id);
        var narrow = await review.ItemAsync(id, "orders-read");
        var bens = await review.ItemAsync(id, "batch-read");

        var decided = await review.Portal.Get<DecideReviewItems>().RunAsync(
            id,
            [new(wide.Id, DecisionKind.Revoke, string.Empty), new(narrow.Id, DecisionKind.Attest, string.Empty), new(bens.Id, DecisionKind.Attest, "Needed.")],
            DecisionChannel.Page,
            review.AsOlga,
            Token);

        Assert.Equal([Decided.ReasonMissing, Decided.Recorded, Decided.NotFound], decided.Select(d => d.Outcome));
        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id, "orders-read")).State);
    }

    [Theory, OnEachEngine]
    public async Task An_answer_against_a_revoke_is_kept_as_a_conflict_and_changes_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Revoke);

        Assert.Equal(Decided.RevokeStands, await review.DecideAsync(id, DecisionKind.Attest, "On second thoughts."));

        await using var db = await review.Portal.OpenAsync();
        Assert.Equal([true, false], (await db.Decisions.OrderBy(d => d.Id).ToListAsync(Token)).Select(d => d.Counts));
        Assert.Equal(1, (await review.FindAsync(id)).Row.Conflicts);
        Assert.Equal(RemediationState.Planned, (await review.RemediationAsync()).State);
    }

    [Theory, OnEachEngine]
    public async Task Not_mine_asks_the_next_in_order_by_mail_and_never_comes_back(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.NotMine, string.Empty));

        var item = await review.ItemAsync(id);
        Assert.Equal((ReviewItemState.Open, review.Engineer.Person, ReviewerReason.CampaignOwner), (item.State, item.ReviewerId, item.ReviewerReason));
        Assert.Contains(new(ReviewerReason.Owner, review.Olga.Id, PassedOver.SaidNotMine, review.Portal.Clock.GetUtcNow()), item.Trail);
        var letter = Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn);
        Assert.Equal("SecurityEngineer", letter.ReviewerName);
        Assert.Equal(Decided.NobodyElse, await review.DecideAsync(id, DecisionKind.NotMine, string.Empty, by: review.Engineer));
        Assert.Equal(Decided.NotFound, await review.DecideAsync(id, DecisionKind.Attest, "Mine after all."));
    }

    [Theory, OnEachEngine]
    public async Task Repeats_under_one_key_get_the_first_answer_also_all_at_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        for (var round = 0; round < 5; round++)
        {
            var id = await review.LaunchAsync($"Round {round}");
            var key = review.AsOlga with { Idempotency = new IdempotencyKey($"key-{round}", "hash") };

            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => review.DecideAsync(id, DecisionKind.Revoke, by: key)));

            Assert.All(answers, answer => Assert.Equal(Decided.Recorded, answer));
            await using var db = await review.Portal.OpenAsync();
            Assert.Equal(1, await db.Decisions.CountAsync(d => d.CampaignId == id, Token));
            Assert.Equal(1, await db.Remediations.CountAsync(r => r.CampaignId == id, Token));
        }
    }

    [Theory, OnEachEngine]
    public async Task Opposite_answers_at_once_leave_a_revoke_standing_whichever_came_first(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => review.DecideAsync(id, i % 2 == 0 ? DecisionKind.Revoke : DecisionKind.Attest, $"Answer {i}.")));

        Assert.Equal(ReviewItemState.Revoked, (await review.ItemAsync(id)).State);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(answers.Count(a => a is Decided.Recorded or Decided.RevokeStands), await db.Decisions.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task A_decision_never_slips_in_behind_a_close(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(15));

        var close = review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token);
        var decide = review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        await Task.WhenAll(close, decide);

        var state = (await review.ItemAsync(id)).State;
        Assert.Equal((await decide) == Decided.Recorded ? ReviewItemState.Attested : ReviewItemState.Unanswered, state);
        Assert.Equal(0, (await review.FindAsync(id)).Row.Open);
    }
}
