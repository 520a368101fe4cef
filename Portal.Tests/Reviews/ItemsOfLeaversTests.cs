using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Verification;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>What becomes of the questions to somebody who leaves in the middle of a review.</summary>
public sealed class ItemsOfLeaversTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_is_open_goes_to_who_inherited_the_agent_and_what_was_answered_stands(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var mia = A.Person("Mia Manager", email: "mia@example.com");
        await review.Portal.StoreAsync(mia);
        await ImportAsync(review, "olga@example.com,Olga Owner,active,mia@example.com");
        var id = await review.LaunchAsync();
        await review.DecideAsync(id, DecisionKind.Attest, "Needed.", "orders-read");

        await ImportAsync(review, "olga@example.com,Olga Owner,left,mia@example.com");

        var (open, answered, bens) = (await review.ItemAsync(id), await review.ItemAsync(id, "orders-read"), await review.ItemAsync(id, "batch-read"));
        Assert.Equal((mia.Id, ReviewerReason.Owner, ReviewItemState.Open), (open.ReviewerId, open.ReviewerReason, open.State));
        Assert.Equal([new(ReviewerReason.Owner, review.Olga.Id, PassedOver.Left, review.Portal.Clock.GetUtcNow())], open.Trail);
        Assert.Equal((review.Olga.Id, ReviewItemState.Attested), (answered.ReviewerId, answered.State));
        Assert.Equal(review.Ben.Id, bens.ReviewerId);
        var letter = Assert.Single(review.Letters.All, l => l.Kind == NoticeKind.PassedOn);
        Assert.Equal(("Mia Manager", 1), (letter.ReviewerName, letter.OpenItems));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(id, DecisionKind.Revoke, by: TestPortalData.By(mia, Role.Owner)));
        var verified = await review.Portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, Caller.System("tests"), Token);
        Assert.DoesNotContain(verified.Findings, f => f.Problem.Contains("review item", StringComparison.Ordinal));
    }

    [Theory, OnEachEngine]
    public async Task Without_an_heir_the_next_in_the_order_of_reviews_is_asked(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();

        await ImportAsync(review, "olga@example.com,Olga Owner,left,");

        var item = await review.ItemAsync(id);
        Assert.Equal((review.Engineer.Person!.Value, ReviewerReason.CampaignOwner), (item.ReviewerId, item.ReviewerReason));
    }

    [Theory, OnEachEngine]
    public async Task A_review_that_is_closed_keeps_whom_it_asked_and_asks_another_when_it_is_opened_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await review.LaunchAsync();
        review.Portal.Clock.Advance(TimeSpan.FromDays(20));
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<CloseCampaign>().RunAsync(id, review.Engineer, Token));

        await ImportAsync(review, "olga@example.com,Olga Owner,left,");

        Assert.Equal(review.Olga.Id, (await review.ItemAsync(id)).ReviewerId);
        var dueAt = review.Portal.Clock.GetUtcNow().AddDays(7);
        Assert.Equal(CampaignMoved.Done, await review.Portal.Get<ReopenCampaign>().RunAsync(id, dueAt, "Too few answers.", review.Engineer, Token));
        Assert.Equal(review.Engineer.Person!.Value, (await review.ItemAsync(id)).ReviewerId);
        await using var db = await review.Portal.OpenAsync();
        Assert.DoesNotContain(await db.Set<Data.Mail.OutboxMessage>().ToListAsync(Token), m => m.ToPersonId == review.Olga.Id && m.CreatedAt == review.Portal.Clock.GetUtcNow());
    }

    private static async Task ImportAsync(ReviewCase review, string line)
    {
        using var csv = new StringReader($"email,name,status,manager\n{line}");
        await review.Portal.Get<ImportPeople>().RunAsync(csv, Caller.System("tests"), Token);
    }
}
