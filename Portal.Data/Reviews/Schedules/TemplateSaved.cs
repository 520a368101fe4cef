namespace Portal.Data.Reviews.Schedules;

/// <summary>What came of saving a template.</summary>
/// <param name="Id">The template, or null when it was refused, is not there, or was changed meanwhile.</param>
/// <param name="Problems">What makes no sense, field by field.</param>
/// <param name="IsChangedMeanwhile">Whether somebody else changed it since it was read.</param>
public sealed record TemplateSaved(CampaignTemplateId? Id, IReadOnlyDictionary<string, string[]> Problems, bool IsChangedMeanwhile = false);
