namespace Portal.Data.Changes.Delegates;

/// <summary>One delegated identity.</summary>
/// <param name="Delegate">What a list shows of it.</param>
/// <param name="AgentChange">The change that says most surely that the agent called.</param>
/// <param name="InitiatorChange">The change that says most surely for whom; null when nobody is named.</param>
/// <param name="Ceiling">What the agent inherits; null while permissions of the platform cannot be computed.</param>
public sealed record DelegateDetail(DelegateRow Delegate, ChangeId AgentChange, ChangeId? InitiatorChange, AuthorityCeiling? Ceiling);
