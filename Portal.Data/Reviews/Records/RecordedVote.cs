using Portal.Data.Access;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a vote: all of it but why it is this person, as with an item.</summary>
internal sealed record RecordedVote(
    ReviewVoteId Id,
    CampaignId Campaign,
    ReviewItemId Item,
    int Stage,
    PersonId Reviewer,
    DecisionKind? Kind,
    string? Justification,
    DateTimeOffset? Until,
    DateTimeOffset? At)
{
    /// <summary>The vote.</summary>
    public static RecordedVote Of(ReviewVote vote) => new(
        vote.Id,
        vote.CampaignId,
        vote.ItemId,
        vote.Stage,
        vote.ReviewerId,
        vote.Kind,
        vote.Justification,
        vote.Until?.ToMicrosecond(),
        vote.At?.ToMicrosecond());
}
