using System.Globalization;
using Portal.Data.Reviews.NoAnswers;

namespace Portal.Reviews;

/// <summary>What becomes of access about which nobody answers, as it is being written.</summary>
public sealed class NoAnswerForm
{
    /// <summary>From which risk on it is taken away; empty when all of it stays.</summary>
    public string From { get; set; } = string.Empty;

    /// <summary>After how many two people are asked.</summary>
    public int Most { get; set; } = NoAnswerPolicy.Keeps.MostDisabled;

    /// <summary>How many days after the due date answers end by themselves; empty when somebody ends them.</summary>
    public string Ends { get; set; } = string.Empty;

    /// <summary>How many days after the due date overdue questions go to the manager; empty for never.</summary>
    public string ToManager { get; set; } = string.Empty;

    /// <summary>How many days after the due date they go to who answers for the campaign; empty for never.</summary>
    public string ToOwner { get; set; } = string.Empty;

    /// <summary>One that there is.</summary>
    public static NoAnswerForm Of(NoAnswerPolicy? policy) => policy is null ? new() : new()
    {
        From = policy.DisableFromRisk?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        Most = policy.MostDisabled,
        Ends = policy.EndsAfterDays?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        ToManager = Days(policy, EscalationTarget.Manager),
        ToOwner = Days(policy, EscalationTarget.CampaignOwner),
    };

    /// <summary>What is to be saved.</summary>
    public NoAnswerPolicy ToPolicy() => new(Number(From), Most, Number(Ends))
    {
        Escalations = [.. Levels().OrderBy(l => l.AfterDays)],
    };

    private IEnumerable<EscalationLevel> Levels()
    {
        if (Number(ToManager) is { } manager)
        {
            yield return new(manager, EscalationTarget.Manager);
        }
        if (Number(ToOwner) is { } owner)
        {
            yield return new(owner, EscalationTarget.CampaignOwner);
        }
    }

    private static string Days(NoAnswerPolicy policy, EscalationTarget to) =>
        policy.Escalations.FirstOrDefault(e => e.To == to)?.AfterDays.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static int? Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
