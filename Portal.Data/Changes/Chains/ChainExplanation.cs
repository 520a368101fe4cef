using Portal.Data.Platforms;

namespace Portal.Data.Changes.Chains;

/// <summary>One way in which an act may have come about.</summary>
/// <param name="Agent">The agent that the call names, as text from outside.</param>
/// <param name="AgentGrade">How sure it is that it made the call.</param>
/// <param name="Hops">From whoever stands behind it to the act.</param>
/// <param name="Count">How many such calls fit, at most <see cref="MostCounted"/>; the hops show the last of them.</param>
public sealed record ChainExplanation(string Agent, AttributionGrade AgentGrade, IReadOnlyList<ChainHop> Hops, int Count)
{
    /// <summary>How many calls are looked at.</summary>
    public const int MostCounted = 50;
}
