namespace Portal.Data.Inventory;

/// <summary>The inventory at a glance; what wants attention, with the few that want it most.</summary>
/// <param name="Agents">How many agents there are in each status; statuses without any are left out.</param>
/// <param name="Orphans">How many current agents have no owner.</param>
/// <param name="LeftBehind">How many current agents have an owner who left.</param>
/// <param name="Inherited">How many current agents have an owner who inherited them and has not confirmed that.</param>
/// <param name="Unsponsored">How many current agents have a sponsor who left.</param>
/// <param name="Riskiest">The riskiest current agents, at most <see cref="Most"/>.</param>
/// <param name="Newest">The current agents that the portal came to know last, newest first, at most <see cref="Most"/>.</param>
/// <param name="Identities">How many identities there are.</param>
/// <param name="Waiting">How many identities are taken for an agent's by their signals, and nobody has confirmed or dismissed it.</param>
/// <param name="Strongest">Those of them with the strongest signals, at most <see cref="Most"/>.</param>
/// <param name="Administrators">How many identities of agents may do everything.</param>
/// <param name="HighRisk">How many current agents have at least the risk <see cref="HighRiskFrom"/>.</param>
/// <param name="RiskBands">How many current agents there are in each band of <see cref="RiskBandsFrom"/>, in that order.</param>
public sealed record InventorySummary(
    IReadOnlyDictionary<AgentStatus, int> Agents,
    int Orphans,
    int LeftBehind,
    int Inherited,
    int Unsponsored,
    IReadOnlyList<AgentRow> Riskiest,
    IReadOnlyList<AgentRow> Newest,
    int Identities,
    int Waiting,
    IReadOnlyList<IdentityRow> Strongest,
    int Administrators,
    int HighRisk,
    IReadOnlyList<int> RiskBands)
{
    /// <summary>How many identities hold something beyond what was attested of them.</summary>
    public int Uncertified { get; init; }

    /// <summary>How many have an attestation that ended.</summary>
    public int Expired { get; init; }

    /// <summary>The most rows of each list.</summary>
    public const int Most = 6;

    /// <summary>From here on a risk counts as high.</summary>
    public const int HighRiskFrom = 50;

    /// <summary>Where the bands of risk begin: low, medium, high, critical.</summary>
    public static IReadOnlyList<int> RiskBandsFrom { get; } = [0, 25, HighRiskFrom, 75];
}
