using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What reviews said about what an identity or an agent holds. Either is given.</summary>
/// <param name="reviews">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class ReviewHistory(ReviewQueries reviews, ChangeFeed feed) : LivePage(feed, Topic.Reviews, Topic.Remediations)
{
    private IReadOnlyList<AccessReviewRow>? _rows;

    /// <summary>The identity, or null.</summary>
    [Parameter]
    public IdentityId? Identity { get; set; }

    /// <summary>The agent, or null.</summary>
    [Parameter]
    public AgentId? Agent { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _rows = Identity is { } identity
        ? await reviews.OfIdentityAsync(identity, By, cancellationToken)
        : await reviews.OfAgentAsync(Agent!.Value, By, cancellationToken);
}
