namespace Portal.Data.Permissions.Escalation;

/// <summary>Everything that an agent can become by all of its identities together.</summary>
/// <param name="IsAdministrator">True when one of its identities is allowed everything already.</param>
/// <param name="ToAdministrator">The shortest way of any of its identities to an administrator; null when there is none.</param>
/// <param name="Identities">Identities that are not its own, nearest first, at most <see cref="MostIdentities"/>.</param>
/// <param name="IsMore">True when there are more than are given out.</param>
/// <param name="NotModelled">What was left out and why.</param>
public sealed record AgentReach(
    bool IsAdministrator, EscalationPath? ToAdministrator, IReadOnlyList<ReachedIdentity> Identities, bool IsMore, IReadOnlyList<string> NotModelled)
{
    /// <summary>How many identities are given out at most.</summary>
    public const int MostIdentities = 200;
}
