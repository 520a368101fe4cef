using Portal.Data.Access;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a review item after an answer: all of it that answers change, and the answer itself.</summary>
internal sealed record RecordedItem(
    ReviewItemState State,
    PersonId Reviewer,
    string? Justification,
    PersonId? AnsweredBy,
    DateTimeOffset? AnsweredAt,
    DateTimeOffset? Until,
    bool HasConflict,
    int Revision,
    string ShownHash,
    RecordedDecision? Decision,
    int Stage = 0,
    IReadOnlyList<RecordedVote>? Votes = null,
    DateTimeOffset? ByPolicyAt = null)
{
    /// <summary>The item as it is.</summary>
    /// <param name="item">The item.</param>
    /// <param name="decision">The answer that made it so, where one is to be recorded.</param>
    /// <param name="votes">The votes that changed with it, if any.</param>
    public static RecordedItem Of(ReviewItem item, Decision? decision = null, IEnumerable<ReviewVote>? votes = null) => new(
        item.State,
        item.ReviewerId,
        item.Justification,
        item.AnsweredById,
        item.AnsweredAt?.ToMicrosecond(),
        item.Until?.ToMicrosecond(),
        item.HasConflict,
        item.Revision,
        item.ShownHash,
        decision is null ? null : RecordedDecision.Of(decision),
        item.Stage,
        votes is null ? null : [.. votes.Select(RecordedVote.Of)],
        item.ByPolicyAt?.ToMicrosecond());
}
