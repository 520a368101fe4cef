namespace Portal.Reviews;

/// <summary>What goes with a step that a person answers for.</summary>
/// <param name="Reason">Why, or null where none is needed.</param>
/// <param name="Until">Up to when a risk is accepted, or null.</param>
/// <param name="DueAt">The new due date of a campaign, or null.</param>
internal sealed record ReasonBody(string? Reason, DateTimeOffset? Until, DateTimeOffset? DueAt);
