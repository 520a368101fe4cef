namespace Portal.Data.Reviews.Drafts;

/// <summary>What a reviewer is about to submit in a campaign.</summary>
/// <param name="Review">The campaign as the reviewer sees it.</param>
/// <param name="Items">The drafts, in the order of the sheet.</param>
/// <param name="IsByVotes">Whether each answer is one vote of several.</param>
public sealed record DraftSummary(MyReview Review, IReadOnlyList<DraftedItem> Items, bool IsByVotes);
