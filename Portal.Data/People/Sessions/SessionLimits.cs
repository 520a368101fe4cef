namespace Portal.Data.People.Sessions;

/// <summary>How long sessions hold.</summary>
/// <param name="Longest">From sign-in to the end, whatever happens.</param>
/// <param name="Idle">From the last thing that the person did to the end.</param>
/// <param name="Proof">From a proof of who they are until acts that need a fresh one ask for it anew.</param>
public sealed record SessionLimits(TimeSpan Longest, TimeSpan Idle, TimeSpan Proof)
{
    /// <summary>How exactly it is known when something last happened: a row is written that often and no more.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>A working day, an hour without a touch, and a quarter of an hour after a proof.</summary>
    public static SessionLimits Default { get; } = new(TimeSpan.FromHours(12), TimeSpan.FromHours(1), TimeSpan.FromMinutes(15));
}
