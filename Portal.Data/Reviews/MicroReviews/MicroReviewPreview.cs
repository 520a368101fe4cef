namespace Portal.Data.Reviews.MicroReviews;

/// <summary>What a rule would have come to in the last 90 days.</summary>
/// <param name="Since">The beginning of these.</param>
/// <param name="Occasions">How often it would have been set off.</param>
/// <param name="Reviews">How many reviews that would have made, each open until its deadline.</param>
/// <param name="Newest">The newest of what would have set it off, newest first.</param>
public sealed record MicroReviewPreview(DateTimeOffset Since, int Occasions, int Reviews, IReadOnlyList<MicroReviewOccasionRow> Newest)
{
    /// <summary>So many are listed.</summary>
    public const int MostListed = 20;

    /// <summary>How many reviews occasions make: one at a time, each of all that waits when it is opened.</summary>
    internal static int ReviewsOf(IEnumerable<DateTimeOffset> occasions, TimeSpan gather, TimeSpan open)
    {
        var (reviews, begun, ended) = (0, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        foreach (var at in occasions.Order())
        {
            if (reviews > 0 && at <= begun)
            {
                continue;
            }
            var earliest = at + gather;
            begun = earliest > ended ? earliest : ended;
            ended = begun + open;
            reviews++;
        }
        return reviews;
    }
}
