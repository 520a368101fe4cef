using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Verification;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Stages;

/// <summary>Campaigns with stages from the draft to the end of answers, through the commands.</summary>
public sealed class StagedCampaignTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ReviewStage Owners => A.ReviewStage();

    private static ReviewStage Engineers => A.ReviewStage(ReviewerRuleKind.CampaignOwner);

    [Theory, OnEachEngine]
    public async Task What_the_first_stage_keeps_the_second_is_asked_and_only_then_it_is_decided(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(ownersDecideAlone: false, stages: [Owners, Engineers]);

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        var between = await review.ItemAsync(id);
        Assert.Equal((ReviewItemState.Open, 1, review.Engineer.Person!.Value, ReviewerReason.CampaignOwner), (between.State, between.Stage, between.ReviewerId, between.ReviewerReason));
        var letter = Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn);
        Assert.Equal(("SecurityEngineer", 1), (letter.ReviewerName, letter.OpenItems));
        await using (var db = await review.Portal.OpenAsync())
        {
            Assert.Equal(0, await db.Certificates.CountAsync(Token));
        }
        Assert.Equal(Decided.StageOver, await review.DecideAsync(id, DecisionKind.Revoke));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Agreed.", by: review.Engineer));
        var decided = await review.ItemAsync(id);
        Assert.Equal((ReviewItemState.Attested, review.Engineer.Person, "Agreed."), (decided.State, decided.AnsweredById, decided.Justification));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task A_revoke_in_the_first_stage_is_final_where_only_what_is_kept_goes_on(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: [Owners, Engineers]);

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke));

        Assert.Equal((ReviewItemState.Revoked, 0), (await review.ItemAsync(id) is var item ? (item.State, item.Stage) : default));
        Assert.Equal("It is far too wide.", (await review.ItemAsync(id)).Justification);
        await review.RemediationAsync();
    }

    [Theory, OnEachEngine]
    public async Task A_revoke_that_goes_on_is_planned_only_when_the_last_stage_says_so(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var second = Engineers;
        var id = await review.LaunchAsync(stages: [Owners with { Advances = [ReviewItemState.Attested, ReviewItemState.Revoked] }, second]);

        await review.DecideAsync(id, DecisionKind.Revoke);
        await using (var db = await review.Portal.OpenAsync())
        {
            Assert.Equal(0, await db.Remediations.CountAsync(Token));
        }
        await review.DecideAsync(id, DecisionKind.Attest, "It is needed at night.", by: review.Engineer);

        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id)).State);
        await using var after = await review.Portal.OpenAsync();
        Assert.Equal(0, await after.Remediations.CountAsync(Token));
        Assert.Equal([0, 1], await after.Decisions.OrderBy(d => d.Id).Select(d => d.Stage).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Several_vote_and_each_sees_only_their_own_question(Engine engine)
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

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        Assert.Equal(ReviewItemState.Open, (await review.ItemAsync(id)).State);
        var (olgas, bens) = (await SheetAsync(review, id, review.AsOlga), await SheetAsync(review, id, review.AsBen));
        Assert.Equal((3, 2, 1), (olgas.Review.Items, olgas.Review.Open, olgas.Review.Attested));
        Assert.Equal((3, 3, 0), (bens.Review.Items, bens.Review.Open, bens.Review.Attested));
        Assert.Equal(DecisionKind.Attest, Item(olgas).Own!.Kind);
        Assert.Null(Item(bens).Own!.Kind);
        Assert.All(new[] { olgas, bens }, s => Assert.Empty(Item(s).Votes));
        Assert.Null(Item(bens).Justification);
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "For me too.", by: review.AsBen));
        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id)).State);
        var progress = (await review.FindAsync(id)).Reviewers.ToDictionary(r => r.Reviewer.Id, r => (r.Items, r.Open));
        Assert.Equal(((3, 2), (3, 2)), (progress[review.Olga.Id], progress[review.Ben.Id]));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task One_no_of_several_revokes_and_a_yes_after_it_is_kept_as_a_conflict(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: Both(review, VoteStrategy.AnyRevokeRevokes));

        await review.DecideAsync(id, DecisionKind.Revoke);
        Assert.Equal(Decided.RevokeStands, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: review.AsBen));

        Assert.Equal((ReviewItemState.Revoked, true), (await review.ItemAsync(id) is var item ? (item.State, item.HasConflict) : default));
        await review.RemediationAsync();
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Votes_at_once_are_all_kept_and_come_to_one_decision(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: Both(review, VoteStrategy.AllMustAccept) with { Quorum = 2 });

        var outcomes = await Task.WhenAll(
            review.DecideAsync(id, DecisionKind.Attest, "Needed."), review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: review.AsBen));

        Assert.All(outcomes, outcome => Assert.Equal(Decided.Recorded, outcome));
        Assert.Equal(ReviewItemState.Attested, (await review.ItemAsync(id)).State);
    }

    [Theory, OnEachEngine]
    public async Task At_the_end_silence_beside_a_yes_keeps_where_the_stage_says_so_and_silence_alone_never(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: Both(review, VoteStrategy.AcceptedUnlessDenied));
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        review.Portal.Clock.Advance(TimeSpan.FromDays(20));

        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));

        Assert.Equal((ReviewItemState.Attested, review.Olga.Id), (await review.ItemAsync(id) is var item ? (item.State, item.AnsweredById) : default));
        Assert.Equal(ReviewItemState.Unanswered, (await review.ItemAsync(id, "orders-read")).State);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(1, await db.Certificates.CountAsync(Token));
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task What_would_go_on_when_answers_end_is_unanswered(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: [Both(review, VoteStrategy.AcceptedUnlessDenied), Engineers]);
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.");
        review.Portal.Clock.Advance(TimeSpan.FromDays(20));

        await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token);

        Assert.Equal(ReviewItemState.Unanswered, (await review.ItemAsync(id)).State);
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Not_mine_and_leaving_pass_a_place_on_and_what_was_voted_stands(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync(stages: Both(review, VoteStrategy.AllMustAccept) with { Quorum = 2 });
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");

        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.NotMine, string.Empty));
        using var csv = new StringReader("email,name,status\nolga@example.com,Olga Owner,left");
        await review.Portal.Get<ImportPeople>().RunAsync(csv, Caller.System("tests"), Token);

        await using var db = await review.Portal.OpenAsync();
        var votes = (await db.ReviewVotes.ToListAsync(Token)).ToLookup(v => v.ItemId);
        var (wide, read) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"));
        Assert.Equal(new[] { review.Ben.Id, review.Engineer.Person!.Value }.Order(), votes[wide.Id].Select(v => v.ReviewerId).Order());
        var passed = votes[wide.Id].Single(v => v.ReviewerId == review.Engineer.Person);
        Assert.Contains(new(ReviewerReason.Named, review.Olga.Id, PassedOver.SaidNotMine, review.Portal.Clock.GetUtcNow()), passed.Trail);
        Assert.Contains(new(ReviewerReason.Named, review.Ben.Id, PassedOver.AskedAlready), passed.Trail);
        Assert.Equal(DecisionKind.Attest, votes[read.Id].Single(v => v.ReviewerId == review.Olga.Id).Kind);
        var bens = await review.ItemAsync(id, "batch-read");
        Assert.Equal(PassedOver.Left, votes[bens.Id].Single(v => v.ReviewerId == review.Engineer.Person).Trail[0].Why);
        await AssertRecordedAsync(review);
    }

    [Theory, OnEachEngine]
    public async Task Somebody_without_a_role_may_vote_while_they_are_asked_and_only_then(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var rita = A.Person("Rita Resource", email: "rita@example.com");
        await review.Portal.StoreAsync(rita);
        var directory = review.Portal.Get<CallerDirectory>();
        Assert.False((await directory.FindPersonAsync("rita@example.com", Token))?.Can(Right.Review) ?? false);
        var id = await review.LaunchAsync(stages: A.ReviewStage() with { Rule = new(ReviewerRuleKind.People) { People = [rita.Id] } });

        var asked = (await directory.FindPersonAsync("rita@example.com", Token))!;

        Assert.True(asked.Can(Right.Review));
        Assert.False(asked.Can(Right.ReadCampaigns));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Attest, "Needed.", by: asked));
        await review.Portal.Get<CancelCampaign>().RunAsync(id, "Enough.", review.Engineer, Token);
        Assert.False((await directory.FindPersonAsync("rita@example.com", Token))?.Can(Right.Review) ?? false);
    }

    [Theory, OnEachEngine]
    public async Task A_stage_that_makes_no_sense_is_refused_with_what_to_do(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var draft = new CampaignDraft("Staged", string.Empty, review.Portal.Clock.GetUtcNow().AddDays(7))
        {
            Stages =
            [
                Owners with { Name = " ", Asked = 0, Fallback = [], Advances = [] }, Owners with { Quorum = 2 }, Owners with { Rule = new(ReviewerRuleKind.People) },
                Owners with { Rule = new(ReviewerRuleKind.Group) }, Owners with { Rule = new(ReviewerRuleKind.RoleHolders) { Role = Role.Owner } }, Owners,
            ],
        };

        var problems = (await review.Portal.Get<CreateCampaign>().RunAsync(draft, review.Engineer, Token)).Problems["stages"];

        Assert.Equal(
            ["A campaign has", "1: Give it", "1: Ask 1", "1: The quorum", "1: Say who", "1: Say which", "2: The quorum", "3: Name 1", "4: There is", "5: Name a"],
            problems.Select(p => string.Join(' ', p.Replace("Stage ", "", StringComparison.Ordinal).Split(' ').Take(3))));
    }

    [Theory, OnEachEngine]
    public async Task Fewer_people_than_have_to_vote_keep_it_from_being_launched(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.PrepareAsync(stages: Owners with { Asked = 10, Quorum = 10 });

        Assert.Equal(CampaignMoved.NobodyToAsk, await review.Portal.Get<LaunchCampaign>().RunAsync(id, review.Engineer, Token));
    }

    private static ReviewStage Both(ReviewCase review, VoteStrategy strategy) => A.ReviewStage(ReviewerRuleKind.People) with
    {
        Rule = new(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] },
        Asked = 2,
        Strategy = strategy,
    };

    private static async Task<ReviewSheet> SheetAsync(ReviewCase review, CampaignId id, Caller by) =>
        (await review.Portal.Get<ReviewQueries>().FindSheetAsync(id, after: null, by, Token))!;

    private static ReviewItemRow Item(ReviewSheet sheet) => sheet.Agents.SelectMany(a => a.Items).Single(i => i.Shown.Entitlement.Name == ReviewCase.Wide);

    private static async Task AssertRecordedAsync(ReviewCase review)
    {
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        // Where the key is not, signatures cannot be checked; that is no matter of reviews.
        Assert.DoesNotContain(verified.Findings, f => !f.Problem.Contains("public key", StringComparison.Ordinal));
    }
}
