namespace Portal.Data.Platforms;

/// <summary>How an entitlement is taken away and given back, as commands to run in a POSIX shell.</summary>
/// <param name="Command">Takes it away; null when no command does, with the reason in <paramref name="Note"/>.</param>
/// <param name="Inverse">Gives exactly the same back; null when that cannot be done, with the reason in <paramref name="Note"/>.</param>
/// <param name="Note">What to know before running either, or null.</param>
public sealed record RevocationPlan(string? Command, string? Inverse, string? Note);
