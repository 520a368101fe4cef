using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Lists;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Tests.Support;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Reviews;

/// <summary>What was attested stays known, and access that goes beyond it is uncertified: by what it means, not by how it is written.</summary>
public sealed class CertificationTests
{
    private static readonly SnapshotItem.Document Turned = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["S3:*"],"Resource":["*"]}]}""");
    private static readonly SnapshotItem.Document Narrowed = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:Get*","Resource":"arn:aws:s3:::orders/*"}]}""");
    private static readonly SnapshotItem.Document Widened = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:*","sqs:SendMessage"],"Resource":"*"}]}""");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Without_a_review_everything_was_never_certified(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);

        Assert.Equal(Certification.Never, (await RowAsync(review)).Standing.State);
        Assert.Equal(Certification.Never, (await EntitlementAsync(review)).Standing!.State);
        Assert.Equal(0, await AssessAsync(review));
    }

    [Theory, OnEachEngine]
    public async Task What_is_attested_is_certified_with_who_when_and_where_and_the_rest_was_never(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var campaign = await review.LaunchAsync();
        await AttestAsync(review, campaign);

        var standing = (await EntitlementAsync(review)).Standing!;
        Assert.Equal(Certification.Certified, standing.State);
        Assert.Equal(("Olga Owner", campaign.Value, "Quarterly review"), (standing.Certificate!.ByName, standing.Certificate.CampaignId, standing.Certificate.CampaignName));
        Assert.Equal(Certification.Never, (await EntitlementAsync(review, "orders-read")).Standing!.State);
        Assert.Equal(Certification.Partly, (await RowAsync(review)).Standing.State);
    }

    [Theory, OnEachEngine]
    public async Task A_rewritten_policy_stays_certified_as_long_as_it_means_no_more(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await AttestAllAsync(review, await review.LaunchAsync());

        foreach (var (document, expected) in new[] { (Turned, Certification.Certified), (Narrowed, Certification.CoversMore), (ReviewCase.WideDocument, Certification.Certified) })
        {
            await review.ImportAsync(ReviewCase.WithInstead(document));
            await AssessAsync(review);
            Assert.Equal(expected, (await EntitlementAsync(review)).Standing!.State);
            Assert.Equal(expected, (await RowAsync(review)).Standing.State);
        }
    }

    [Theory, OnEachEngine]
    public async Task What_is_wider_than_attested_is_uncertified_since_then_until_somebody_attests_it(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await AttestAllAsync(review, await review.LaunchAsync());
        var widenedAt = review.Portal.Clock.GetUtcNow();
        await review.ImportAsync(ReviewCase.WithInstead(Widened), widenedAt);
        await AssessAsync(review);

        var standing = (await EntitlementAsync(review)).Standing!;
        Assert.Equal((Certification.Uncertified, widenedAt), (standing.State, standing.Since));
        Assert.Contains(standing.Beyond, sentence => sentence.Contains("SQS", StringComparison.OrdinalIgnoreCase));
        Assert.Equal((Certification.Uncertified, widenedAt), ((await RowAsync(review)).Standing.State, (await RowAsync(review)).Standing.Since));
        Assert.Equal("order-assistant", Assert.Single(await ListAsync(review, Certification.Uncertified)).Name);
        Assert.Equal(1, (await review.Portal.Get<InventorySummaryQueries>().ReadAsync(review.Engineer, Cancelled)).Uncertified);
        var change = Assert.Single((await review.Portal.Get<ChangeQueries>().ListAsync(new() { Certified = Certification.Uncertified }, new(), review.Engineer, Cancelled)).Items);
        Assert.True(change.IsSilent);

        await AttestAllAsync(review, await review.LaunchAsync("Again"));
        Assert.Equal(Certification.Certified, (await RowAsync(review)).Standing.State);
        Assert.Empty((await review.Portal.Get<ChangeQueries>().ListAsync(new() { Certified = Certification.Uncertified }, new(), review.Engineer, Cancelled)).Items);
    }

    [Theory, OnEachEngine]
    public async Task What_is_given_after_the_review_is_uncertified_and_what_is_taken_leaves_the_rest_certified(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await AttestAllAsync(review, await review.LaunchAsync());
        await review.ImportAsync(
        [
            ReviewCase.NarrowDocument, Role("order-assistant", Policy("orders-read", ReviewCase.NarrowDocument), Policy("extra", ReviewCase.NarrowDocument)),
            Role("batch-assistant", Policy("batch-read", ReviewCase.NarrowDocument)), Role("nobodys", Policy("rest", ReviewCase.NarrowDocument)), Complete(),
        ]);
        await AssessAsync(review);

        Assert.Equal(Certification.Uncertified, (await EntitlementAsync(review, "extra")).Standing!.State);
        Assert.Equal(Certification.Certified, (await EntitlementAsync(review, "orders-read")).Standing!.State);
        Assert.Equal(Certification.Uncertified, (await RowAsync(review)).Standing.State);
        Assert.Equal(Certification.Certified, (await RowAsync(review, "batch-assistant")).Standing.State);

        await review.ImportAsync(ReviewCase.WithoutWide);
        await AssessAsync(review);
        Assert.Equal(Certification.Certified, (await RowAsync(review)).Standing.State);
    }

    [Theory, OnEachEngine]
    public async Task A_revoke_withdraws_what_was_attested(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var campaign = await review.LaunchAsync();
        await AttestAllAsync(review, campaign);
        await review.DecideAsync(campaign, DecisionKind.Revoke);
        await AssessAsync(review);

        var standing = (await EntitlementAsync(review)).Standing!;
        Assert.Equal((Certification.Uncertified, true), (standing.State, standing.Certificate!.IsWithdrawn));
    }

    [Theory, OnEachEngine]
    public async Task An_attestation_until_a_date_expires_by_itself(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var campaign = await review.LaunchAsync();
        await AttestAllAsync(review, campaign);
        var item = await review.ItemAsync(campaign);
        var until = review.Portal.Clock.GetUtcNow().AddDays(30);
        await review.Portal.Get<DecideReviewItems>().RunAsync(campaign, [new(item.Id, DecisionKind.Attest, "Until the move is done.", until)], DecisionChannel.Page, review.AsOlga, Cancelled);
        await AssessAsync(review);
        Assert.Equal((Certification.Certified, until), ((await RowAsync(review)).Standing.State, (await RowAsync(review)).Standing.Until));

        review.Portal.Clock.Advance(TimeSpan.FromDays(31));

        Assert.Equal(Certification.Expired, (await EntitlementAsync(review)).Standing!.State);
        Assert.Equal(Certification.Expired, (await RowAsync(review)).Standing.State);
        Assert.Equal("order-assistant", Assert.Single(await ListAsync(review, Certification.Expired)).Name);
        Assert.Equal(1, (await review.Portal.Get<InventorySummaryQueries>().ReadAsync(review.Engineer, Cancelled)).Expired);
    }

    [Theory, OnEachEngine]
    public async Task What_was_decided_before_certificates_were_kept_is_taken_along_once(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        await AttestAllAsync(review, await review.LaunchAsync());
        await using (var db = await review.Portal.OpenAsync())
        {
            await db.Set<Certificate>().ExecuteDeleteAsync(Cancelled);
            await db.Set<Standing>().ExecuteDeleteAsync(Cancelled);
        }
        Assert.Equal(Certification.Never, (await RowAsync(review)).Standing.State);

        Assert.Equal(1, await review.Portal.Get<CertifyEarlierDecisions>().RunAsync(Caller.System("tests"), Cancelled));
        Assert.Equal(0, await review.Portal.Get<CertifyEarlierDecisions>().RunAsync(Caller.System("tests"), Cancelled));
        await AssessAsync(review);
        Assert.Equal(Certification.Certified, (await RowAsync(review)).Standing.State);
    }

    private static async Task AttestAsync(ReviewCase review, CampaignId campaign)
    {
        Assert.Equal(Decided.Recorded, await review.DecideAsync(campaign, DecisionKind.Attest, "It needs that."));
        await AssessAsync(review);
    }

    private static async Task AttestAllAsync(ReviewCase review, CampaignId campaign)
    {
        Assert.Equal(Decided.Recorded, await review.DecideAsync(campaign, DecisionKind.Attest, "It needs that."));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(campaign, DecisionKind.Attest, "It needs that.", "orders-read"));
        Assert.Equal(Decided.Recorded, await review.DecideAsync(campaign, DecisionKind.Attest, "It needs that.", "batch-read", review.AsBen));
        await AssessAsync(review);
    }

    private static async Task<int> AssessAsync(ReviewCase review)
    {
        var assessed = await review.Portal.Get<AssessStandings>().RunAsync(Caller.System("tests"), Cancelled);
        await review.Portal.Get<WeighChanges>().RunAsync(Caller.System("tests"), Cancelled);
        return assessed;
    }

    private static async Task<IdentityRow> RowAsync(ReviewCase review, string name = "order-assistant") =>
        (await ListAsync(review, certified: null)).Single(i => i.Name == name);

    private static async Task<IReadOnlyList<IdentityRow>> ListAsync(ReviewCase review, Certification? certified) =>
        (await review.Portal.Get<IdentityQueries>().ListAsync(new() { Certified = certified }, new PageRequest(), review.Engineer, Cancelled)).Items;

    private static async Task<EntitlementRow> EntitlementAsync(ReviewCase review, string name = ReviewCase.Wide) =>
        (await review.Portal.Get<PermissionQueries>().EntitlementsAsync((await RowAsync(review)).Id, at: null, review.Engineer, Cancelled))!.Single(e => e.Name == name);
}
