using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes.Effects;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using static Portal.Tests.Inventory.Imports.Export;

namespace Portal.Tests.Reviews.MicroReviews;

/// <summary>The organization of <see cref="ReviewCase"/>, with rules that open micro-reviews.</summary>
internal static class MicroReviewCase
{
    private static readonly Caller Itself = Caller.System("micro-reviews");

    /// <summary>A document that gives rights.</summary>
    public static SnapshotItem.Document Privileged { get; } = Document("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:*","Resource":"*"}]}""");

    extension(ReviewCase review)
    {
        /// <summary>Makes a rule that waits for nothing more.</summary>
        public async Task<MicroReviewRuleId> RuleAsync(MicroReviewTrigger trigger, int? threshold = null, int gatherMinutes = 0, string filter = "")
        {
            var saved = await review.Portal.Get<SaveMicroReviewRule>().CreateAsync(DraftOf(trigger, threshold, gatherMinutes, filter), review.Engineer, CancellationToken.None);
            Assert.Empty(saved.Problems);
            return saved.Id!.Value;
        }

        /// <summary>Imports the usual export, with more policies of the order assistant's.</summary>
        public Task GiveAsync(params IReadOnlyList<Grant> more) => review.ImportAsync(
        [
            ReviewCase.WideDocument, ReviewCase.NarrowDocument, Privileged,
            Role("order-assistant", [Policy("orders-read", ReviewCase.NarrowDocument), Policy(ReviewCase.Wide, ReviewCase.WideDocument), .. more]),
            Role("batch-assistant", Policy("batch-read", ReviewCase.NarrowDocument)), Role("nobodys", Policy("rest", ReviewCase.NarrowDocument)), Complete(),
        ]);

        /// <summary>Opens what is to be opened.</summary>
        public Task<int> OpenAsync() => review.Portal.Get<StartMicroReviews>().RunAsync(Itself, CancellationToken.None);

        /// <summary>Works out how identities stand and what changes mean.</summary>
        public async Task AssessAsync()
        {
            await review.Portal.Get<AssessStandings>().RunAsync(Itself, CancellationToken.None);
            await review.Portal.Get<WeighChanges>().RunAsync(Itself, CancellationToken.None);
        }

        /// <summary>The rule as its page shows it.</summary>
        public async Task<MicroReviewRuleRow> RuleAsync(MicroReviewRuleId id) => (await review.Portal.Get<MicroReviewQueries>().FindAsync(id, review.Engineer, CancellationToken.None))!;

        /// <summary>What set it off, newest first.</summary>
        public async Task<IReadOnlyList<MicroReviewOccasionRow>> OccasionsAsync(MicroReviewRuleId id) =>
            (await review.Portal.Get<MicroReviewQueries>().ListOccasionsAsync(id, new(), review.Engineer, CancellationToken.None))!.Items;

        /// <summary>What a campaign asks about, by name.</summary>
        public async Task<IReadOnlyList<string>> AskedAsync(CampaignId campaign)
        {
            await using var db = await review.Portal.OpenAsync();
            return [.. (await db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == campaign).ToListAsync()).Select(i => i.Shown.Entitlement.Name).Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>A rule as somebody may want it.</summary>
    public static MicroReviewDraft DraftOf(MicroReviewTrigger trigger, int? threshold = null, int gatherMinutes = 0, string filter = "") =>
        new($"When {trigger}", trigger, threshold, filter, DueDays: 3, gatherMinutes, Owner: null, IsActive: true);
}
