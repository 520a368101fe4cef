namespace Portal.Data.Inventory;

/// <summary>An agent with all that its page shows.</summary>
/// <param name="Agent">What lists show of it.</param>
/// <param name="CreatedAt">When it was entered.</param>
/// <param name="Version">Counts its changes; to be given back with a change, so that two people cannot overwrite each other unseen.</param>
/// <param name="Identities">Its identities, riskiest first, at most <see cref="MostIdentities"/>; gone ones last.</param>
public sealed record AgentDetail(AgentRow Agent, DateTimeOffset CreatedAt, int Version, IReadOnlyList<IdentityRow> Identities)
{
    /// <summary>How many identities are shown at most.</summary>
    public const int MostIdentities = 200;
}
