using Portal.Data.Inventory;

namespace Portal.Data.Reviews.Pauses;

/// <summary>A pause as the reviewer sees it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Kind">Why.</param>
/// <param name="By">Whose clock stood still.</param>
/// <param name="At">Since when.</param>
/// <param name="Until">Up to when at most.</param>
/// <param name="To">Who was asked, or null.</param>
/// <param name="Question">The question; empty where none was asked.</param>
/// <param name="Reply">The reply, or null.</param>
/// <param name="RepliedAt">When it came, or null.</param>
/// <param name="IsRunning">Whether the clock stands still now.</param>
public sealed record ItemPauseRow(
    ItemPauseId Id,
    ItemPauseKind Kind,
    PersonRef By,
    DateTimeOffset At,
    DateTimeOffset Until,
    PersonRef? To,
    string Question,
    string? Reply,
    DateTimeOffset? RepliedAt,
    bool IsRunning);
