using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Advice;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Drafts;

/// <summary>Keeps what a reviewer means to answer until it is submitted, so that it outlives the page it was typed on. The record says that drafts were saved, not what they say.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SaveReviewDrafts(CommandRunner commands)
{
    /// <summary>The most drafts in one call.</summary>
    public const int MostDrafts = 500;

    /// <summary>Saves drafts; an empty one takes away what is there.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="drafts">The drafts, at most <see cref="MostDrafts"/>, one an item.</param>
    /// <param name="by">Whose they are.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of them; null when there is no such campaign.</returns>
    /// <exception cref="ArgumentException">Too many drafts, or two of one item.</exception>
    public Task<DraftsSaved?> RunAsync(CampaignId campaignId, IReadOnlyList<DraftAnswer> drafts, Caller by, CancellationToken cancellationToken)
    {
        if (drafts.Count > MostDrafts || drafts.DistinctBy(d => d.Item).Count() != drafts.Count)
        {
            throw new ArgumentException($"At most {MostDrafts} drafts at once, and one an item.", nameof(drafts));
        }
        return commands.RunAsync("review.draft", by, Right.Review, (scope, token) => SaveAsync(scope, campaignId, drafts, token), cancellationToken);
    }

    private static async Task<DraftsSaved?> SaveAsync(CommandScope scope, CampaignId campaignId, IReadOnlyList<DraftAnswer> drafts, CancellationToken cancellationToken)
    {
        if (scope.By.Person is not { } person || await scope.TakeCampaignAsync(campaignId, cancellationToken) is not { } campaign)
        {
            return null;
        }
        if (!campaign.AcceptsDecisions)
        {
            return new(Decided.NotOpen, Saved: 0, Dropped: 0, []);
        }
        var ids = drafts.Select(d => d.Item).ToArray();
        var asked = await scope.Db.AskedOf(campaign, person).AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var recommended = await scope.Db.RecommendAsync(asked.Values, scope.Now, cancellationToken);
        var known = await scope.Db.ReviewDrafts.Where(d => d.ReviewerId == person && EF.Parameter(ids).Contains(d.ItemId)).ToDictionaryAsync(d => d.ItemId, cancellationToken);
        var (saved, dropped) = (0, 0);
        foreach (var draft in drafts.Where(d => asked.ContainsKey(d.Item)))
        {
            if (known.GetValueOrDefault(draft.Item) is not { } kept)
            {
                kept = draft.IsEmpty ? null : scope.Db.ReviewDrafts.Add(new() { CampaignId = campaignId, ItemId = draft.Item, ReviewerId = person }).Entity;
            }
            else if (draft.IsEmpty)
            {
                scope.Db.ReviewDrafts.Remove(kept);
                (kept, dropped) = (null, dropped + 1);
            }
            if (kept is not null)
            {
                kept.Keep(draft, recommended.GetValueOrDefault(draft.Item), scope.Now);
                saved++;
            }
        }
        if (saved + dropped > 0)
        {
            scope.Record("review.draft", campaign.AsSheet(), after: new { saved, dropped });
            scope.Announce(Topic.Reviews);
        }
        return new(saved + dropped > 0 ? Decided.Recorded : Decided.AlreadySo, saved, dropped, [.. ids.Where(id => !asked.ContainsKey(id))]);
    }
}
