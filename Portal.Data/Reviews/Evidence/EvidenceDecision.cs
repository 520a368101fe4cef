using Portal.Data.Reviews.Advice;

namespace Portal.Data.Reviews.Evidence;

/// <summary>An answer as it was given. What later versions know of an answer becomes another member here.</summary>
/// <param name="Id">The answer.</param>
/// <param name="Kind">What was answered.</param>
/// <param name="Justification">Why; empty where no reason was given.</param>
/// <param name="Until">Up to when an attestation is good, or null.</param>
/// <param name="By">Who answered.</param>
/// <param name="At">When.</param>
/// <param name="Channel">How it arrived.</param>
/// <param name="Counts">False when an earlier revoke stands against it.</param>
/// <param name="Stage">The stage that it was given in, counted from 0; 0 where a campaign has none.</param>
/// <param name="ShownHash">SHA-256 over what was shown.</param>
public sealed record EvidenceDecision(
    DecisionId Id,
    DecisionKind Kind,
    string Justification,
    ZonedTime? Until,
    EvidencePerson By,
    ZonedTime At,
    DecisionChannel Channel,
    bool Counts,
    int Stage,
    string ShownHash)
{
    /// <summary>What the reviewer was recommended, or null where nothing was shown.</summary>
    public RecommendationKind? Recommended { get; init; }

    /// <summary>The facts that were shown for it, one sentence a line, or null.</summary>
    public string? RecommendedBecause { get; init; }
}
