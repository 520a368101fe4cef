namespace Portal.Data.Reviews.MicroReviews;

/// <summary>What came of saving a rule.</summary>
/// <param name="Id">The rule, or null when it was refused or changed meanwhile.</param>
/// <param name="Problems">What makes no sense, field by field.</param>
/// <param name="IsChangedMeanwhile">Whether somebody else changed it since it was read.</param>
public sealed record MicroReviewRuleSaved(MicroReviewRuleId? Id, IReadOnlyDictionary<string, string[]> Problems, bool IsChangedMeanwhile = false);
