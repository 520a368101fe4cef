namespace Portal.People;

/// <summary>What came of ending all sessions of somebody.</summary>
/// <param name="Ended">How many were open, and are ended.</param>
internal sealed record SessionsEnded(int Ended);
