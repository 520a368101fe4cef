using Portal.Data.Platforms;

namespace Portal.Data.Changes.Chains;

/// <summary>
/// How an act that names no agent may have come about: a call of an agent set it off, and the mark was lost on the way. Only names and times
/// say so; with several explanations nothing says which is right.
/// </summary>
/// <param name="Explanations">The explanations, the nearest in time first; none when nothing points to an agent.</param>
public sealed record ChangeChain(IReadOnlyList<ChainExplanation> Explanations)
{
    /// <summary>How sure it is that the act belongs to the agent: never more than behaviour shows.</summary>
    public AttributionGrade Grade { get; } = AttributionGrade.D;

    /// <summary>True when several agents, humans or identities would explain it.</summary>
    public bool IsContested => Explanations.Count > 1;
}
