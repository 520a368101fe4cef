namespace Portal.Data.Notices;

/// <summary>What came of saving a rule.</summary>
/// <param name="Outcome">Whether it is saved.</param>
/// <param name="Id">The rule, or null when it was refused.</param>
/// <param name="Problems">What makes no sense, by field; empty unless the outcome says so.</param>
public sealed record NoticeRuleSaved(NoticeRuleOutcome Outcome, NoticeRuleId? Id, IReadOnlyDictionary<string, string[]> Problems)
{
    /// <summary>An outcome without problems by field.</summary>
    internal static NoticeRuleSaved Of(NoticeRuleOutcome outcome, NoticeRuleId? id = null) => new(outcome, id, new Dictionary<string, string[]>(StringComparer.Ordinal));
}
