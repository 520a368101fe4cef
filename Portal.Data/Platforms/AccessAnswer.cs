namespace Portal.Data.Platforms;

/// <summary>The answer to an <see cref="AccessQuestion"/>.</summary>
/// <param name="Decision">Yes, no, or depends.</param>
/// <param name="Reason">One plain sentence that says why, for a reader who is no expert.</param>
/// <param name="DecidedBy">The statements that decided, with their policies; empty when nothing says anything about it.</param>
/// <param name="MissingContext">Condition keys whose values would decide; empty unless conditional.</param>
/// <param name="NotModelled">What was left out and why; empty when the answer is complete.</param>
public sealed record AccessAnswer(
    AccessDecision Decision,
    string Reason,
    IReadOnlyList<DecidingStatement> DecidedBy,
    IReadOnlyList<string> MissingContext,
    IReadOnlyList<string> NotModelled)
{
    /// <summary>Whether statements of a privileged agent decided: then their words are given out only where that is recorded, and are empty elsewhere.</summary>
    public bool IsGuarded { get; init; }
}
