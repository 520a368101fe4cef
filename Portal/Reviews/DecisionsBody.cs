namespace Portal.Reviews;

/// <summary>Many answers at once.</summary>
/// <param name="Decisions">The answers, each with its item.</param>
internal sealed record DecisionsBody(IReadOnlyList<DecisionBody?>? Decisions);
