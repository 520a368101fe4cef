using Portal.Data.Reviews.NoAnswers;

namespace Portal.Reviews;

/// <summary>What becomes of access about which nobody answers, as the API takes it.</summary>
/// <param name="DisableFromRisk">From which risk on, 0..100, it is taken away; null when all of it stays.</param>
/// <param name="MostDisabled">After how many taken away two people are asked, 1..1000; null is 10.</param>
/// <param name="EndsAfterDays">How many days after the due date answers end by themselves, 0..90; null when somebody has to end them.</param>
/// <param name="Escalations">To whom open questions go once they are overdue, level by level; null or empty when they stay where they are.</param>
internal sealed record NoAnswerBody(int? DisableFromRisk, int? MostDisabled, int? EndsAfterDays, IReadOnlyList<EscalationLevel>? Escalations)
{
    /// <summary>The policy; what makes no sense is refused where it is checked.</summary>
    public NoAnswerPolicy ToPolicy() => new(DisableFromRisk, MostDisabled ?? NoAnswerPolicy.Keeps.MostDisabled, EndsAfterDays) { Escalations = Escalations ?? [] };
}
