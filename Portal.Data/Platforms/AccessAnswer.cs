namespace Portal.Data.Platforms;

/// <summary>The answer to an <see cref="AccessQuestion"/>.</summary>
/// <param name="Decision">Yes, no, or depends.</param>
/// <param name="DecidedBy">The statements that decided, with their policies.</param>
/// <param name="MissingContext">Condition keys whose values would decide; empty unless conditional.</param>
/// <param name="NotModelled">What was left out and why; empty when the answer is complete.</param>
public sealed record AccessAnswer(
    AccessDecision Decision,
    IReadOnlyList<DecidingStatement> DecidedBy,
    IReadOnlyList<string> MissingContext,
    IReadOnlyList<string> NotModelled);
