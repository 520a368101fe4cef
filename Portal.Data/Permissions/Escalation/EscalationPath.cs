namespace Portal.Data.Permissions.Escalation;

/// <summary>A way to more rights.</summary>
/// <param name="Steps">Its steps in order; empty for who is there already.</param>
/// <param name="IsConditional">True when a step depends on something that is not known.</param>
public sealed record EscalationPath(IReadOnlyList<EscalationHop> Steps, bool IsConditional);
