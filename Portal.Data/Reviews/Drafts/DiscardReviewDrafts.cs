using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Reviews.Drafts;

/// <summary>Throws away what a reviewer meant to answer in a campaign and did not submit.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class DiscardReviewDrafts(CommandRunner commands)
{
    /// <summary>Throws the caller's drafts away.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> RunAsync(CampaignId campaignId, Caller by, CancellationToken cancellationToken) =>
        commands.RunAsync("review.discard", by, Right.Review, (scope, token) => DiscardAsync(scope, campaignId, token), cancellationToken);

    private static async Task<int> DiscardAsync(CommandScope scope, CampaignId campaignId, CancellationToken cancellationToken)
    {
        if (scope.By.Person is not { } person || await scope.Db.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == campaignId, cancellationToken) is not { } campaign)
        {
            return 0;
        }
        var dropped = await scope.Db.ReviewDrafts.Where(d => d.ReviewerId == person && d.CampaignId == campaignId).ExecuteDeleteAsync(cancellationToken);
        if (dropped > 0)
        {
            scope.Record("review.discard", campaign.AsSheet(), after: new { dropped });
            scope.Announce(Topic.Reviews);
        }
        return dropped;
    }
}
