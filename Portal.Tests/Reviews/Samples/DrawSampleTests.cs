using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Proofs;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Samples;
using Portal.Tests.Reviews.Evidence;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Samples;

/// <summary>Samples of a campaign's items: drawn again by anybody, proven, and recorded.</summary>
public sealed class DrawSampleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task The_same_seed_draws_the_same_items_and_anybody_can_draw_them_again(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EvidenceCase.SealAsync(review);
        List<ReviewItemId> all;
        await using (var db = await review.Portal.OpenAsync())
        {
            all = await db.Set<ReviewItem>().Where(i => i.CampaignId == id).Select(i => i.Id).ToListAsync(Token);
        }

        foreach (var seed in (string[])["2026-Q4", "other", "ü 😀"])
        {
            var sample = await DrawAsync(review, id, new(seed, 2, SampleStratum.All));

            var again = all
                .OrderBy(i => Convert.ToHexStringLower(SHA256.HashData([.. Encoding.UTF8.GetBytes(seed), (byte)'\n', .. Encoding.ASCII.GetBytes(i.Value.ToString("D"))])), StringComparer.Ordinal)
                .Take(2);
            Assert.Equal(again, sample.Items.Select(i => i.Item.Id));
            Assert.Equal(3, sample.Population);
        }
    }

    [Theory, OnEachEngine]
    public async Task A_stratum_is_only_what_it_says(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EvidenceCase.SealAsync(review);

        Assert.Equal([ReviewItemState.Revoked], await StatesAsync(SampleStratum.Revoked));
        Assert.Equal([ReviewItemState.Attested], await StatesAsync(SampleStratum.Kept));
        Assert.Equal([ReviewItemState.Unanswered], await StatesAsync(SampleStratum.NotDecided));
        Assert.Empty(await StatesAsync(SampleStratum.Conflict));
        var privileged = await DrawAsync(review, id, new("seed", 10, SampleStratum.Privileged));
        Assert.Equal(ReviewCase.Wide, Assert.Single(privileged.Items).Item.Shown.Entitlement.Name);

        async Task<IEnumerable<ReviewItemState>> StatesAsync(SampleStratum stratum) => (await DrawAsync(review, id, new("seed", 10, stratum))).Items.Select(i => i.Item.State);
    }

    [Theory, OnEachEngine]
    public async Task What_is_drawn_is_proven_and_that_it_was_drawn_is_recorded(Engine engine)
    {
        await using var review = await ReviewCase.CreateAsync(engine);
        var id = await EvidenceCase.SealAsync(review);

        var sample = await DrawAsync(review, id, new("seed", 1, SampleStratum.Revoked));

        var auditor = await review.Portal.AsAsync(Role.Auditor);
        foreach (var entry in Assert.Single(sample.Items).Entries)
        {
            Assert.NotNull(await review.Portal.Get<AuditProofs>().ProveAsync(entry, auditor, Token));
        }
        await using var db = await review.Portal.OpenAsync();
        var recorded = await db.Set<AuditEntry>().SingleAsync(e => e.Action == "campaign.sample", Token);
        Assert.Contains("\"seed\":\"seed\"", recorded.After, StringComparison.Ordinal);
        Assert.Contains(sample.Items[0].Item.Id.Value.ToString(), recorded.After, StringComparison.Ordinal);
        Assert.Equal(auditor.Id, recorded.ActorId);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_and_who_may_not_read_the_record_draws_nothing()
    {
        await using var review = await ReviewCase.CreateAsync();
        var id = await review.LaunchAsync();
        var (draw, auditor) = (review.Portal.Get<DrawSample>(), await review.Portal.AsAsync(Role.Auditor));

        Assert.Equal(["seed", "size"], (await draw.RunAsync(id, new(" ", 0, SampleStratum.All), auditor, Token))!.Problems.Keys.Order(StringComparer.Ordinal));
        Assert.Null(await draw.RunAsync(CampaignId.New(), new("seed", 1, SampleStratum.All), auditor, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => draw.RunAsync(id, new("seed", 1, SampleStratum.All), review.AsOlga, Token));
    }

    private static async Task<CampaignSample> DrawAsync(ReviewCase review, CampaignId id, SampleDraft draft)
    {
        var drawn = (await review.Portal.Get<DrawSample>().RunAsync(id, draft, await review.Portal.AsAsync(Role.Auditor), Token))!;
        Assert.Empty(drawn.Problems);
        return drawn.Sample!;
    }
}
