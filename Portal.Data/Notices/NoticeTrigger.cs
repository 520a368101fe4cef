namespace Portal.Data.Notices;

/// <summary>What a rule watches.</summary>
public enum NoticeTrigger
{
    /// <summary>Changes, as they are stored.</summary>
    Change,
    /// <summary>Sources from which nothing comes for much longer than usual.</summary>
    QuietSource,
}
