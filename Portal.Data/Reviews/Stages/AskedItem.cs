using Portal.Data.Access;

namespace Portal.Data.Reviews.Stages;

/// <summary>An item that waits for a person's answer.</summary>
internal sealed class AskedItem
{
    /// <summary>The item.</summary>
    public required ReviewItem Item { get; init; }

    /// <summary>Who is asked.</summary>
    public required PersonId ReviewerId { get; init; }

    /// <summary>Why it is them.</summary>
    public required ReviewerReason Reason { get; init; }

    /// <summary>The item in the hands of its reviewer.</summary>
    public static AskedItem Of(ReviewItem item) => new() { Item = item, ReviewerId = item.ReviewerId, Reason = item.ReviewerReason };

    /// <summary>The item as one of several was asked about it.</summary>
    public static AskedItem Of(ReviewItem item, ReviewVote vote) => new() { Item = item, ReviewerId = vote.ReviewerId, Reason = vote.Reason };
}
