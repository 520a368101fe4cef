using Microsoft.AspNetCore.Components;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What opened a campaign, or which micro-reviews a change opened.</summary>
/// <param name="rules">Reads it.</param>
/// <param name="feed">Says that one was opened.</param>
public sealed partial class MicroReviewPanel(MicroReviewQueries rules, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private IReadOnlyList<MicroReviewOccasionRow>? _occasions;

    /// <summary>The change, or null for a campaign.</summary>
    [Parameter]
    public ChangeId? Change { get; set; }

    /// <summary>The campaign, or null for a change.</summary>
    [Parameter]
    public CampaignId? Campaign { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (By.Can(Right.ReadCampaigns))
        {
            _occasions = Change is { } change ? await rules.OfChangeAsync(change, By, cancellationToken)
                : Campaign is { } campaign ? await rules.OfCampaignAsync(campaign, By, cancellationToken)
                : null;
        }
    }
}
