using System.Globalization;
using Portal.Data.Reviews.NoAnswers;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What becomes of access about which nobody answers, in words.</summary>
internal static class NoAnswerWords
{
    /// <summary>What becomes of it.</summary>
    public static string Of(NoAnswerPolicy policy) => policy.DisableFromRisk switch
    {
        null => "It stays and is reported as unanswered.",
        0 => $"It is taken away, and given back to whoever still needs it. After {Words.Number(policy.MostDisabled)} two people have to agree.",
        { } risk => string.Create(
            CultureInfo.InvariantCulture,
            $"From a risk of {risk} on it is taken away, and given back to whoever still needs it; the rest stays and is reported. After {Words.Number(policy.MostDisabled)} two people have to agree."),
    };

    /// <summary>When answers end.</summary>
    public static string Ends(NoAnswerPolicy policy) => policy.EndsAfterDays switch
    {
        null => "when somebody ends them",
        0 => "on the due date, by themselves",
        { } days => $"{Words.Count(days, "day")} after the due date, by themselves",
    };

    /// <summary>To whom overdue questions go.</summary>
    public static string Escalates(NoAnswerPolicy policy) => policy.Escalations.Count == 0
        ? "stay with who is asked"
        : "go " + string.Join(", then ", policy.Escalations.Select(e =>
            $"to {(e.To == EscalationTarget.Manager ? "the reviewer's manager" : "who is responsible")} {(e.AfterDays == 0 ? "on the due date" : $"{Words.Count(e.AfterDays, "day")} after it")}"));
}
