namespace Portal.Data.Reviews.NoAnswers;

/// <summary>
/// What becomes of access about which nobody answered. It is never approved by that: either it stays and is reported, or it is taken away first
/// and given back to whoever still needs it.
/// </summary>
/// <param name="DisableFromRisk">From which risk on, 0..100, it is taken away; null when all of it stays.</param>
/// <param name="MostDisabled">After how many taken away the portal stops, until two people let it go on or one calls the rest off.</param>
/// <param name="EndsAfterDays">How many days after the due date answers end by themselves; null when somebody has to end them.</param>
public sealed record NoAnswerPolicy(int? DisableFromRisk, int MostDisabled, int? EndsAfterDays)
{
    /// <summary>The most that may be taken away before two people are asked.</summary>
    public const int MostEver = 1000;

    /// <summary>The longest time after the due date.</summary>
    public const int LongestAfterDays = 90;

    /// <summary>The most escalations.</summary>
    public const int MostEscalations = 5;

    /// <summary>To whom open questions go once they are overdue, level by level; empty when they stay where they are.</summary>
    public IReadOnlyList<EscalationLevel> Escalations { get; init; } = [];

    /// <summary>All of it stays, and somebody ends answers.</summary>
    public static NoAnswerPolicy Keeps { get; } = new(DisableFromRisk: null, MostDisabled: 10, EndsAfterDays: null);

    /// <summary>Whether access of this risk is taken away.</summary>
    public bool Disables(int risk) => DisableFromRisk <= risk;

    /// <summary>When answers end by themselves, or null.</summary>
    public DateTimeOffset? EndsAt(DateTimeOffset dueAt) => EndsAfterDays is { } days ? dueAt.AddDays(days) : null;

    /// <summary>How many levels are due.</summary>
    public int LevelsDue(DateTimeOffset dueAt, DateTimeOffset now) => Escalations.Count(e => dueAt.AddDays(e.AfterDays) <= now);

    /// <summary>Adds what is wrong with it, by field.</summary>
    public void Check(IDictionary<string, string[]> problems)
    {
        List<string> found =
        [
            .. DisableFromRisk is < 0 or > 100 ? ["A risk is from 0 to 100."] : Array.Empty<string>(),
            .. MostDisabled is < 1 or > MostEver ? [$"Stop after 1 to {MostEver}."] : Array.Empty<string>(),
            .. EndsAfterDays is < 0 or > LongestAfterDays ? [$"Answers end 0 to {LongestAfterDays} days after the due date."] : Array.Empty<string>(),
            .. EscalationProblems(),
        ];
        if (found.Count > 0)
        {
            problems["noAnswer"] = [.. found];
        }
    }

    private IEnumerable<string> EscalationProblems()
    {
        if (Escalations.Count > MostEscalations)
        {
            yield return $"At most {MostEscalations} levels.";
        }
        if (Escalations.Any(e => e.AfterDays is < 0 or > LongestAfterDays))
        {
            yield return $"Questions are passed on 0 to {LongestAfterDays} days after the due date.";
        }
        if (Escalations.Zip(Escalations.Skip(1)).Any(pair => pair.First.AfterDays >= pair.Second.AfterDays))
        {
            yield return "Each level comes later than the one before it.";
        }
        if (Escalations is [.., var last] && last.AfterDays >= EndsAfterDays)
        {
            yield return "Answers have to end after the last level, or nobody could answer there.";
        }
    }
}
