namespace Portal.Data.Platforms.Aws.Evaluation;

/// <summary>What the evaluator found about a request.</summary>
/// <param name="Decision">Yes, no, or depends.</param>
/// <param name="Reason">One plain sentence that says why.</param>
/// <param name="DecidedBy">The statements that decided.</param>
/// <param name="UnknownKeys">Condition keys that would decide, sorted; empty unless conditional.</param>
internal sealed record AccessFinding(
    AccessDecision Decision, string Reason, IReadOnlyList<DecidingStatement> DecidedBy, IReadOnlyList<string> UnknownKeys);
