using Portal.Data.Platforms;

namespace Portal.Data.Changes.Chains;

/// <summary>One hop of a chain.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Who or what, as text from outside; for a broken hop the reason to join it; null when unknown.</param>
/// <param name="Grade">How sure that is; unknown when there is nothing to be sure of.</param>
/// <param name="At">When; null for who stands behind a call.</param>
/// <param name="Evidence">What it rests on.</param>
public sealed record ChainHop(ChainHopKind Kind, string? Name, AttributionGrade Grade, DateTimeOffset? At, IReadOnlyList<ChainEvidence> Evidence)
{
    /// <summary>True where the agent's mark is lost.</summary>
    public bool IsBroken => Kind == ChainHopKind.Broken;
}
