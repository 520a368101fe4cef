using Portal.Data.Access;
using Portal.Data.Reviews.Advice;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of an answer: all of it.</summary>
internal sealed record RecordedDecision(
    DecisionId Id,
    CampaignId Campaign,
    ReviewItemId Item,
    DecisionKind Kind,
    string Justification,
    DateTimeOffset? Until,
    PersonId By,
    DateTimeOffset At,
    DecisionChannel Channel,
    bool Counts,
    string ShownHash,
    int Stage = 0,
    RecommendationKind? Recommended = null,
    string? RecommendedBecause = null)
{
    /// <summary>The answer.</summary>
    public static RecordedDecision Of(Decision decision) => new(
        decision.Id,
        decision.CampaignId,
        decision.ItemId,
        decision.Kind,
        decision.Justification,
        decision.Until?.ToMicrosecond(),
        decision.ById,
        decision.At.ToMicrosecond(),
        decision.Channel,
        decision.Counts,
        decision.ShownHash,
        decision.Stage,
        decision.Recommended,
        decision.RecommendedBecause);
}
