using Portal.Data.Inventory.Handover;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>An agent in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Status">Where it is in its life here.</param>
/// <param name="Environment">Where it may act.</param>
/// <param name="Autonomy">How far it acts without a person.</param>
/// <param name="Purpose">What it is for; empty when nobody said.</param>
/// <param name="Owner">Who answers for it, or null when nobody does.</param>
/// <param name="Sponsor">The accountable manager, or null.</param>
/// <param name="Inherited">How it came to its owner, or lost one, while nobody has confirmed that; else null.</param>
/// <param name="Platforms">The platforms that it has identities on.</param>
/// <param name="IdentityCount">How many identities it has now.</param>
/// <param name="LastUsedAt">When one of them last acted, or null when that is unknown.</param>
/// <param name="Confidence">0..100: how strongly the signals of its identities say that it is an agent.</param>
/// <param name="Risk">0..100.</param>
/// <param name="RiskReasons">The facts behind the risk, heaviest first.</param>
public sealed record AgentRow(
    AgentId Id,
    string Name,
    AgentStatus Status,
    AgentEnvironment Environment,
    Autonomy Autonomy,
    string Purpose,
    PersonRef? Owner,
    PersonRef? Sponsor,
    Inheritance? Inherited,
    IReadOnlyList<Platform> Platforms,
    int IdentityCount,
    DateTimeOffset? LastUsedAt,
    int Confidence,
    int Risk,
    IReadOnlyList<RiskReason> RiskReasons);
