using Portal.Data.Inventory.Certificates;
using Portal.Data.Platforms;

namespace Portal.Data.Inventory;

/// <summary>An identity in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The short name people use.</param>
/// <param name="NativeId">The platform's own name.</param>
/// <param name="Kind">What it is on its platform.</param>
/// <param name="Platform">Its platform.</param>
/// <param name="Source">Where it was read from.</param>
/// <param name="Container">The account, project or namespace that it lives in.</param>
/// <param name="Agent">The agent that it belongs to, or null while it is unassigned.</param>
/// <param name="IsDismissed">True when a person said that it belongs to no agent.</param>
/// <param name="Confidence">0..100: how strongly the signals say that it belongs to an AI agent.</param>
/// <param name="Signals">The evidence, strongest first.</param>
/// <param name="EntitlementCount">How many entitlements it holds now.</param>
/// <param name="IsAdministrator">True when it is as powerful as an administrator.</param>
/// <param name="LastUsedAt">When it last acted, or null when that is unknown (which is not "never").</param>
/// <param name="Risk">0..100, from its permissions alone.</param>
/// <param name="RiskReasons">The facts behind the risk, heaviest first.</param>
/// <param name="ObservedFrom">The first snapshot that showed it.</param>
/// <param name="ObservedUntil">The first snapshot that no longer did, or null while it is there.</param>
public sealed record IdentityRow(
    IdentityId Id,
    string Name,
    string NativeId,
    IdentityKind Kind,
    Platform Platform,
    SourceRef Source,
    string Container,
    AgentRef? Agent,
    bool IsDismissed,
    int Confidence,
    IReadOnlyList<Signal> Signals,
    int EntitlementCount,
    bool IsAdministrator,
    DateTimeOffset? LastUsedAt,
    int Risk,
    IReadOnlyList<RiskReason> RiskReasons,
    DateTimeOffset ObservedFrom,
    DateTimeOffset? ObservedUntil)
{
    /// <summary>How what it holds stands to what was attested of it.</summary>
    public IdentityStanding Standing { get; init; } = IdentityStanding.None;
}
