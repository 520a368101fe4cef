using Portal.Data.Access;
using Portal.Data.Reviews.Pauses;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>What the record keeps of a pause: all of it.</summary>
internal sealed record RecordedPause(
    CampaignId Campaign,
    ReviewItemId Item,
    PersonId By,
    DateTimeOffset At,
    ItemPauseKind Kind,
    DateTimeOffset Until,
    PersonId? To,
    string Question,
    string? Reply,
    DateTimeOffset? RepliedAt)
{
    /// <summary>The pause as it is.</summary>
    public static RecordedPause Of(ItemPause pause) => new(
        pause.CampaignId, pause.ItemId, pause.ById, pause.At.ToMicrosecond(), pause.Kind, pause.Until.ToMicrosecond(), pause.ToId, pause.Question, pause.Reply,
        pause.RepliedAt?.ToMicrosecond());
}
