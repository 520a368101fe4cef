namespace Portal.Data.Reviews.NoAnswers;

/// <summary>One level of escalation: to whom questions go that nobody answered by then.</summary>
/// <param name="AfterDays">How many days after the due date.</param>
/// <param name="To">To whom.</param>
public sealed record EscalationLevel(int AfterDays, EscalationTarget To);
