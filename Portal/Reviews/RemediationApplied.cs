using Portal.Data.Reviews.Remediations;

namespace Portal.Reviews;

/// <summary>What became of one of many.</summary>
/// <param name="Id">Which.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record RemediationApplied(RemediationId Id, RemediationMoved Outcome);
