namespace Portal.Data.Reviews.Pauses;

/// <summary>What came of asking, postponing or replying.</summary>
public enum Paused
{
    /// <summary>It is done.</summary>
    Done,
    /// <summary>There is nothing like that which waits for the caller.</summary>
    NotFound,
    /// <summary>The campaign takes no answers, not yet or no more.</summary>
    NotOpen,
    /// <summary>The item waits already.</summary>
    PausedAlready,
    /// <summary>It was done as often as it may be.</summary>
    TooOften,
    /// <summary>A postponed item has to come back within <see cref="ItemPause.MostPostponedDays"/> days and before answers are due.</summary>
    DayNotPossible,
    /// <summary>Nothing was written.</summary>
    TextMissing,
    /// <summary>There is nobody like that who can reply here, or it is the caller.</summary>
    NobodyToAsk,
    /// <summary>There was a reply already.</summary>
    RepliedAlready,
}
