using Portal.Data.Access;

namespace Portal.Data.Reviews.Pauses;

/// <summary>
/// A time for which an item does not wait for its reviewer, because they asked somebody about it or decide later. It ends by itself, so that
/// nothing is put off for good.
/// </summary>
public sealed class ItemPause
{
    /// <summary>The longest text of a question or a reply.</summary>
    public const int TextLength = 1000;

    /// <summary>How often somebody may be asked about one item: more than that is a conversation, and the review is not the place for it.</summary>
    public const int MostQuestions = 3;

    /// <summary>For how many days a question stops the clock: what is not known within a working week's half is decided without it.</summary>
    public const int QuestionDays = 3;

    /// <summary>How often one item may be postponed.</summary>
    public const int MostPostponements = 2;

    /// <summary>For how many days at most: half of the shortest usual campaign.</summary>
    public const int MostPostponedDays = 7;

    /// <summary>Its id.</summary>
    public ItemPauseId Id { get; init; } = ItemPauseId.New();

    /// <summary>The campaign.</summary>
    public required CampaignId CampaignId { get; init; }

    /// <summary>The item.</summary>
    public required ReviewItemId ItemId { get; init; }

    /// <summary>The reviewer whose clock stands still.</summary>
    public required PersonId ById { get; init; }

    /// <summary>Since when.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why.</summary>
    public required ItemPauseKind Kind { get; init; }

    /// <summary>Up to when at most.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>Who was asked, or null.</summary>
    public PersonId? ToId { get; init; }

    /// <summary>The question; empty where none was asked.</summary>
    public string Question { get; init; } = string.Empty;

    /// <summary>The reply, or null.</summary>
    public string? Reply { get; private set; }

    /// <summary>When the reply came, or null.</summary>
    public DateTimeOffset? RepliedAt { get; private set; }

    /// <summary>Whether the clock stands still at <paramref name="now"/>.</summary>
    public bool IsRunning(DateTimeOffset now) => RepliedAt is null && Until > now;

    /// <summary>Whether a reviewer may ask about an item.</summary>
    /// <param name="earlier">Its pauses so far.</param>
    /// <param name="now">The time.</param>
    public static Paused CanAsk(IReadOnlyCollection<ItemPause> earlier, DateTimeOffset now) => earlier switch
    {
        _ when earlier.Any(p => p.IsRunning(now)) => Paused.PausedAlready,
        _ when earlier.Count(p => p.Kind == ItemPauseKind.Question) >= MostQuestions => Paused.TooOften,
        _ => Paused.Done,
    };

    /// <summary>Whether a reviewer may postpone an item.</summary>
    /// <param name="earlier">Its pauses so far.</param>
    /// <param name="until">Up to when.</param>
    /// <param name="dueAt">When answers are due.</param>
    /// <param name="now">The time.</param>
    public static Paused CanPostpone(IReadOnlyCollection<ItemPause> earlier, DateTimeOffset until, DateTimeOffset dueAt, DateTimeOffset now) => earlier switch
    {
        _ when earlier.Any(p => p.IsRunning(now)) => Paused.PausedAlready,
        _ when earlier.Count(p => p.Kind == ItemPauseKind.Postponement) >= MostPostponements => Paused.TooOften,
        _ when until <= now || until > dueAt || until > now.AddDays(MostPostponedDays) => Paused.DayNotPossible,
        _ => Paused.Done,
    };

    /// <summary>Takes the reply, also after its time: then the clock goes on already.</summary>
    public Paused Answer(string reply, DateTimeOffset now)
    {
        if (RepliedAt is not null)
        {
            return Paused.RepliedAlready;
        }
        if (Bounded(reply) is not { Length: > 0 } text)
        {
            return Paused.TextMissing;
        }
        (Reply, RepliedAt) = (text, now);
        return Paused.Done;
    }

    /// <summary>A text as it is kept.</summary>
    internal static string Bounded(string text) => text.Trim() is { Length: > TextLength } trimmed ? trimmed[..TextLength] : text.Trim();
}
