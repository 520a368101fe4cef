namespace Portal.Data.Permissions.Escalation;

/// <summary>How an identity can gain more rights than it holds.</summary>
/// <param name="IsAdministrator">True when everything is allowed to it already: then there is nothing to gain.</param>
/// <param name="ToAdministrator">The shortest way to an administrator, a sure one before any that depends; null when there is none.</param>
/// <param name="Findings">Every primitive that it can use on something which holds more than itself.</param>
/// <param name="NotModelled">What was left out and why.</param>
public sealed record IdentityEscalations(
    bool IsAdministrator, EscalationPath? ToAdministrator, IReadOnlyList<EscalationFinding> Findings, IReadOnlyList<string> NotModelled);
