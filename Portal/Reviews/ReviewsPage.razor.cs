using Portal.Data.Live;
using Portal.Data.Reviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What the signed-in person was asked.</summary>
/// <param name="queries">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class ReviewsPage(ReviewQueries queries, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private IReadOnlyList<MyReview>? _reviews;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _reviews = await queries.MineAsync(By, cancellationToken);
}
