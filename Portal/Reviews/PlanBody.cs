namespace Portal.Reviews;

/// <summary>Names what is agreed to.</summary>
/// <param name="Plan">The remediation's plan, as it was shown.</param>
internal sealed record PlanBody(string? Plan);
