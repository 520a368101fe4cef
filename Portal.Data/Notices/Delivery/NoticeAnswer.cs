namespace Portal.Data.Notices.Delivery;

/// <summary>What a receiver said to a message, or why it said nothing.</summary>
/// <param name="Status">The HTTP status, or null when there was no answer.</param>
/// <param name="Text">The beginning of the answer, or what went wrong.</param>
/// <param name="Pause">How long it asks to be left alone, or null.</param>
public sealed record NoticeAnswer(int? Status, string Text, TimeSpan? Pause)
{
    private const int Gone = 410;

    /// <summary>Whether it took the message.</summary>
    public bool IsTaken => Status is >= 200 and < 300;

    /// <summary>Whether it says that nothing will ever be taken there again.</summary>
    public bool IsGone => Status == Gone;
}
