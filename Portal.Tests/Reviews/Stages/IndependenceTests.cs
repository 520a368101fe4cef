using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Stages;

/// <summary>Nobody decides on what is too much their own: held at the launch, and again when they answer.</summary>
public sealed class IndependenceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Who_gave_it_is_not_asked_about_it_and_still_about_the_rest(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await GaveAsync(review, initiator: "olga@example.com");

        var id = await review.LaunchAsync();

        var item = await review.ItemAsync(id);
        Assert.Equal((review.Engineer.Person!.Value, ReviewerReason.CampaignOwner), (item.ReviewerId, item.ReviewerReason));
        Assert.Contains(new(ReviewerReason.Owner, review.Olga.Id, PassedOver.GaveIt), item.Trail);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id, "orders-read")).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task Who_gave_it_through_a_user_of_their_own_is_known_too(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await GaveAsync(review, actor: "arn:aws:iam::123456789012:user/olga");

        var id = await review.LaunchAsync();

        Assert.Equal(review.Engineer.Person!.Value, (await review.ItemAsync(id)).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task A_failed_or_simulated_call_or_another_policy_gives_nothing(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await GaveAsync(review, initiator: "olga@example.com", error: "AccessDenied");
        await GaveAsync(review, initiator: "olga@example.com", policy: "arn:aws:iam::123456789012:policy/another");

        var id = await review.LaunchAsync();

        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task What_came_to_be_known_after_the_launch_refuses_the_answer_and_asks_somebody_else(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        await GaveAsync(review, initiator: "olga@example.com");

        Assert.Equal(Decided.GaveIt, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        var item = await review.ItemAsync(id);
        Assert.Equal((ReviewItemState.Open, review.Engineer.Person!.Value), (item.State, item.ReviewerId));
        Assert.Contains(new(ReviewerReason.Owner, review.Olga.Id, PassedOver.GaveIt, review.Portal.Clock.GetUtcNow()), item.Trail);
        Assert.Equal("SecurityEngineer", Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn).ReviewerName);
        await using var db = await review.Portal.OpenAsync();
        Assert.Equal(0, await db.Decisions.CountAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Who_owns_an_agent_alone_is_not_asked_unless_the_campaign_says_so(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var (strict, lax) = (await review.LaunchAsync("Strict", ownersDecideAlone: false), await review.LaunchAsync("Lax"));

        var item = await review.ItemAsync(strict);
        Assert.Equal(review.Engineer.Person!.Value, item.ReviewerId);
        Assert.Contains(new(ReviewerReason.Owner, review.Olga.Id, PassedOver.OwnsItAlone), item.Trail);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(lax)).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task Campaigns_that_do_not_say_do_not_let_sole_owners_decide(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        var created = await review.Portal.Get<CreateCampaign>().RunAsync(
            new("Silent", string.Empty, review.Portal.Clock.GetUtcNow().AddDays(7)), review.Engineer, Token);

        Assert.False((await review.FindAsync(created.Id!.Value)).OwnersDecideAlone);
    }

    [Theory, OnEachEngine]
    public async Task Who_came_to_own_it_alone_after_the_launch_is_refused_and_somebody_else_asked(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var sam = A.Person("Sam Sponsor");
        await review.Portal.StoreAsync(sam);
        await SponsorAsync(review, sam.Id);
        var id = await review.LaunchAsync(ownersDecideAlone: false);
        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
        await SponsorAsync(review, sponsor: null);

        Assert.Equal(Decided.OwnsItAlone, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        Assert.Equal(review.Engineer.Person!.Value, (await review.ItemAsync(id)).ReviewerId);
    }

    [Theory, OnEachEngine]
    public async Task A_place_in_a_vote_is_passed_on_when_its_holder_gave_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var stage = A.ReviewStage(ReviewerRuleKind.People) with { Rule = new(ReviewerRuleKind.People) { People = [review.Olga.Id, review.Ben.Id] }, Asked = 2, Quorum = 2 };
        var id = await review.LaunchAsync(stages: stage);
        await GaveAsync(review, initiator: "olga@example.com");

        Assert.Equal(Decided.GaveIt, await review.DecideAsync(id, DecisionKind.Attest, "Needed."));

        var item = await review.ItemAsync(id);
        await using var db = await review.Portal.OpenAsync();
        var votes = await db.ReviewVotes.Where(v => v.ItemId == item.Id).Select(v => v.ReviewerId).ToListAsync(Token);
        Assert.Equal(new[] { review.Ben.Id, review.Engineer.Person!.Value }.Order(), votes.Order());
    }

    private static async Task SponsorAsync(ReviewCase review, PersonId? sponsor)
    {
        await using var db = await review.Portal.OpenAsync();
        await db.Agents.Where(a => a.OwnerId == review.Olga.Id).ExecuteUpdateAsync(update => update.SetProperty(a => a.SponsorId, sponsor), Token);
    }

    private static async Task GaveAsync(ReviewCase review, string? initiator = null, string? actor = null, string? error = null, string? policy = null)
    {
        await using var db = await review.Portal.OpenAsync();
        var identity = await db.Identities.SingleAsync(i => i.Name == "order-assistant", Token);
        var key = policy ?? await db.Entitlements.Where(e => e.Name == ReviewCase.Wide).Select(e => e.Key).SingleAsync(Token);
        var sequence = 1_000_000 + await db.Changes.CountAsync(Token);
        var change = new Change
        {
            Sequence = sequence,
            SourceId = identity.SourceId,
            Platform = Platform.Aws,
            EventId = $"attached-{sequence}",
            At = An.Instant,
            ArrivedAt = An.Instant,
            Kind = ChangeKind.PermissionGained,
            Name = "AttachRolePolicy",
            Service = "iam",
            Container = "123456789012",
            Actor = actor,
            Initiator = initiator,
            Policy = key,
            Error = error,
            SearchText = string.Empty,
            Digest = string.Empty,
            Raw = "{}",
        };
        await review.Portal.StoreAsync(change, new ChangeParty { IdentityId = identity.Id, At = An.Instant, Sequence = sequence, IsSubject = true, IsActor = false });
    }
}
