namespace Portal.Tests.Platforms.Aws.Peer;

/// <summary>What the peer made of a file of cases.</summary>
/// <param name="Decisions">The decision of each case in the simulator's words, or <c>refused: …</c> with the reason.</param>
/// <param name="CpuSeconds">What its process spent on deciding them once, after a warm-up; reading the file is not counted.</param>
internal sealed record PeerAnswers(IReadOnlyList<string> Decisions, double CpuSeconds)
{
    /// <summary>How many it decides in a second of one core.</summary>
    public double Rate => Decisions.Count / CpuSeconds;
}
