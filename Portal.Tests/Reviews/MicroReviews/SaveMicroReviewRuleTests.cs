using Portal.Data.Access;
using Portal.Data.Reviews.MicroReviews;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;
using static Portal.Tests.Reviews.MicroReviews.MicroReviewCase;

namespace Portal.Tests.Reviews.MicroReviews;

/// <summary>Making and changing rules that open micro-reviews, and what they would have caught.</summary>
public sealed class SaveMicroReviewRuleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_rule_that_makes_no_sense_is_refused_field_by_field_and_by_right(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var save = review.Portal.Get<SaveMicroReviewRule>();
        var draft = new MicroReviewDraft(" ", MicroReviewTrigger.RiskReached, 101, "?envronment=production", 31, -1, PersonId.New(), IsActive: true);

        Assert.Equal(["dueDays", "filter", "gatherMinutes", "name", "ownerId", "threshold"], (await save.CreateAsync(draft, review.Engineer, Token)).Problems.Keys.Order());
        Assert.Equal(["threshold"], (await save.CreateAsync(DraftOf(MicroReviewTrigger.Dormant), review.Engineer, Token)).Problems.Keys);
        Assert.Equal(["threshold"], (await save.CreateAsync(DraftOf(MicroReviewTrigger.OwnerLeft, 7), review.Engineer, Token)).Problems.Keys);
        Assert.NotNull((await save.CreateAsync(DraftOf(MicroReviewTrigger.OwnerLeft), review.Engineer, Token)).Id);
        Assert.Equal(["name"], (await save.CreateAsync(DraftOf(MicroReviewTrigger.OwnerLeft), review.Engineer, Token)).Problems.Keys);
        await Assert.ThrowsAsync<AccessDeniedException>(() => save.CreateAsync(draft, review.AsOlga, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => review.Portal.Get<MicroReviewQueries>().PreviewAsync(DraftOf(MicroReviewTrigger.OwnerLeft), review.AsOlga, Token));
    }

    [Theory, OnEachEngine]
    public async Task Switched_off_it_opens_nothing_and_switched_on_nothing_in_arrears(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var save = review.Portal.Get<SaveMicroReviewRule>();
        var draft = DraftOf(MicroReviewTrigger.PrivilegedAdded);
        var id = await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        Assert.NotNull((await save.UpdateAsync(id, 0, draft with { IsActive = false }, review.Engineer, Token))!.Id);
        await review.GiveAsync(Policy("admin", Privileged));
        Assert.Equal(0, await review.OpenAsync());

        Assert.True((await save.UpdateAsync(id, 0, draft, review.Engineer, Token))!.IsChangedMeanwhile);
        Assert.NotNull((await save.UpdateAsync(id, 1, draft, review.Engineer, Token))!.Id);

        Assert.Equal(0, await review.OpenAsync());
        await review.GiveAsync(Policy("admin", Privileged), Policy("root", Privileged));
        Assert.Equal(1, await review.OpenAsync());
        Assert.Equal(["root"], await review.AskedAsync((await review.RuleAsync(id)).LastReview!.Value));
        Assert.Null(await save.UpdateAsync(MicroReviewRuleId.New(), 0, draft with { Name = "Another" }, review.Engineer, Token));
    }

    [Theory, OnEachEngine]
    public async Task The_preview_shows_what_the_rule_would_have_caught_of_whom_it_is_about(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await review.GiveAsync(Policy("admin", Privileged));
        await review.GiveAsync();
        await review.GiveAsync(Policy("admin", Privileged), Policy("root", Privileged), Policy("more-reading", ReviewCase.NarrowDocument));
        var queries = review.Portal.Get<MicroReviewQueries>();

        var preview = await queries.PreviewAsync(DraftOf(MicroReviewTrigger.PrivilegedAdded), review.Engineer, Token);

        Assert.Equal((3, 2), (preview.Occasions, preview.Reviews));
        Assert.All(preview.Newest, o => Assert.Equal(("order-assistant", "Order assistant"), (o.Identity, o.Agent!.Name)));
        Assert.Equal(0, (await queries.PreviewAsync(DraftOf(MicroReviewTrigger.PrivilegedAdded, filter: "?q=batch"), review.Engineer, Token)).Occasions);
        review.Portal.Clock.Advance(TimeSpan.FromDays(91));
        Assert.Equal(0, (await queries.PreviewAsync(DraftOf(MicroReviewTrigger.PrivilegedAdded), review.Engineer, Token)).Occasions);
    }

    [Fact]
    public async Task A_rewritten_policy_counts_only_when_it_allows_more()
    {
        await using var review = await ReviewCase.CreateAsync();
        await review.GiveAsync(Policy("admin", Privileged));
        await review.RuleAsync(MicroReviewTrigger.PrivilegedAdded);
        var turned = Document("""{"Statement":{"Resource":["*"],"Action":["IAM:*"],"Effect":"Allow"},"Version":"2012-10-17"}""");
        var widened = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:*","organizations:*"],"Resource":"*"}]}""");

        await review.ImportAsync([.. ReviewCase.AllOfIt.Where(i => i is not Data.Platforms.SnapshotItem.Principal), turned, Role("order-assistant", Policy("admin", turned))]);
        Assert.Equal(0, await review.OpenAsync());
        await review.ImportAsync([.. ReviewCase.AllOfIt.Where(i => i is not Data.Platforms.SnapshotItem.Principal), widened, Role("order-assistant", Policy("admin", widened))]);

        Assert.Equal(1, await review.OpenAsync());
    }

    [Fact]
    public void Occasions_make_one_review_at_a_time()
    {
        var (start, gather, open) = (An.Instant, TimeSpan.FromHours(1), TimeSpan.FromDays(3));
        int Reviews(params double[] hours) => MicroReviewPreview.ReviewsOf(hours.Select(h => start.AddHours(h)), gather, open);

        Assert.Equal(0, Reviews());
        Assert.Equal(1, Reviews(0, 0.5, 1));
        Assert.Equal(2, Reviews(0, 2, 3, 70));
        Assert.Equal(2, Reviews(0, 73));
        Assert.Equal(4, Reviews(0, 2, 80, 146, 200));
    }
}
