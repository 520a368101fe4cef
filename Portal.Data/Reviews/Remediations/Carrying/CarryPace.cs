namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>How fast the portal goes about what it does on platforms.</summary>
/// <param name="Lease">For how long one portal has an act to itself; whatever it leaves behind is taken over after that.</param>
/// <param name="CallMargin">How much of the lease has to be left before a call that changes something.</param>
/// <param name="ReadBackPause">How long to wait between looks after a call: a platform may need a moment to show what it did.</param>
/// <param name="ReadBacks">How often to look.</param>
/// <param name="FirstPause">How long to wait after the first failure; twice as long after each further one.</param>
/// <param name="LongestPause">How long to wait at most.</param>
/// <param name="MostAttempts">After how many it becomes a person's job.</param>
public sealed record CarryPace(
    TimeSpan Lease, TimeSpan CallMargin, TimeSpan ReadBackPause, int ReadBacks, TimeSpan FirstPause, TimeSpan LongestPause, int MostAttempts)
{
    /// <summary>What is usual.</summary>
    public static CarryPace Usual { get; } = new(
        TimeSpan.FromSeconds(45), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(2), 5, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15), 8);

    /// <summary>How long to wait after an attempt in vain.</summary>
    /// <param name="attempts">How many there were.</param>
    public TimeSpan PauseAfter(int attempts)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempts, 20) - 1);
        return pause < LongestPause ? pause : LongestPause;
    }
}
