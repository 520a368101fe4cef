namespace Portal.Data.Permissions.Escalation;

/// <summary>An identity that an agent can become.</summary>
/// <param name="Who">The identity.</param>
/// <param name="Path">The shortest way to it.</param>
public sealed record ReachedIdentity(EscalationParty Who, EscalationPath Path);
