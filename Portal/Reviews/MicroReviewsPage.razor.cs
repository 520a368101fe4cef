using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Reviews.MicroReviews;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What opens micro-reviews: there are few rules.</summary>
/// <param name="rules">Reads them.</param>
/// <param name="feed">Says when one changed.</param>
public sealed partial class MicroReviewsPage(MicroReviewQueries rules, ChangeFeed feed) : LivePage(feed, Topic.Reviews)
{
    private IReadOnlyList<MicroReviewRuleRow>? _rules;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _rules = (await rules.ListAsync(new PageRequest(Limit: MicroReviewRule.Most), By, cancellationToken)).Items;
}
