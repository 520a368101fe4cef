using Portal.Data.Commands;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Reassignment;

/// <summary>
/// The one way in which a question comes into other hands. Who was asked before stays in its trail, however often it is handed over; whatever
/// else belongs to who was asked before, and not to the question, ends here.
/// </summary>
internal static class HandOver
{
    /// <summary>Asks somebody else.</summary>
    /// <param name="scope">The command, which has taken the campaign's turn.</param>
    /// <param name="item">The item; open.</param>
    /// <param name="vote">Whose place it is; null where the item has one reviewer.</param>
    /// <param name="choice">Who is asked from now on.</param>
    /// <param name="why">Why it is not who was asked so far.</param>
    /// <param name="reason">The reason that somebody gave for that, or null.</param>
    /// <returns>The question in its new hands.</returns>
    public static AskedItem PassOn(this CommandScope scope, ReviewItem item, ReviewVote? vote, ReviewerChoice choice, PassedOver why, string? reason = null)
    {
        if (vote is null)
        {
            var former = new RoutingHop(item.ReviewerReason, item.ReviewerId, why, scope.Now, reason);
            item.PassOn(choice with { Trail = TrailAfter(item.Trail, former, choice.Trail) });
            return AskedItem.Of(item);
        }
        var isFirst = item.ReviewerId == vote.ReviewerId;
        var before = new RoutingHop(vote.Reason, vote.ReviewerId, why, scope.Now, reason);
        vote.PassOn(choice with { Trail = TrailAfter(vote.Trail, before, choice.Trail) });
        if (isFirst)
        {
            item.Lead(vote);
        }
        return AskedItem.Of(item, vote);
    }

    /// <summary>Those who were asked, oldest first; then who else comes before the one who is asked now.</summary>
    private static IReadOnlyList<RoutingHop> TrailAfter(IEnumerable<RoutingHop> earlier, RoutingHop former, IEnumerable<RoutingHop> passed)
    {
        List<RoutingHop> asked = [.. earlier.Where(h => h.AskedUntil is not null), former];
        return [.. asked, .. passed.Where(h => h.Person is null || asked.TrueForAll(a => a.Person != h.Person))];
    }
}
