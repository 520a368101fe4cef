using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Inventory;

/// <summary>One principal on one platform through which an agent may act.</summary>
public sealed class Identity : IObserved
{
    /// <summary>Its id.</summary>
    public IdentityId Id { get; init; } = IdentityId.New();

    /// <summary>The source that it was read from.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The platform of that source.</summary>
    public required Platform Platform { get; init; }

    /// <summary>What it is on its platform.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The platform's own name, unique within the source: an ARN, an object id….</summary>
    public required string NativeId { get; init; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; set; }

    /// <summary>The account, project or namespace that it lives in.</summary>
    public required string Container { get; set; }

    /// <summary>The agent that it belongs to, or null while it is unassigned.</summary>
    public AgentId? AgentId { get; set; }

    /// <summary>True when a person said that it belongs to no agent, whatever the signals say.</summary>
    public bool IsDismissed { get; set; }

    /// <summary>0..100: how strongly <see cref="Signals"/> say that it belongs to an AI agent.</summary>
    public int Confidence { get; set; }

    /// <summary>The evidence.</summary>
    public IReadOnlyList<Signal> Signals { get; set; } = [];

    /// <summary>Its tags or labels.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When the platform made it, or null when unknown.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it last acted, or null when unknown (which is not "never").</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>How many entitlements it holds now.</summary>
    public int EntitlementCount { get; set; }

    /// <summary>Hash over everything that decides its permissions: equal hashes, equal permissions (apart from its own name and tags).</summary>
    public string PolicySetHash { get; set; } = string.Empty;

    /// <summary>Hash over everything that the newest snapshot said about it: equal hashes, nothing to update.</summary>
    public string ContentHash { get; set; } = string.Empty;

    /// <summary>The <see cref="PolicySetHash"/> that <see cref="Risk"/> was worked out from; another one means that it has to be done again.</summary>
    public string AssessedHash { get; set; } = string.Empty;

    /// <summary>True when it is as powerful as an administrator, see <see cref="AdministratorKind"/>; false also while not computed.</summary>
    public bool IsAdministrator { get; set; }

    /// <summary>What it can do, in numbers; null while not computed.</summary>
    public PermissionTotals? Totals { get; set; }

    /// <summary>0..100, from its permissions alone.</summary>
    public int Risk { get; set; }

    /// <summary>The facts behind <see cref="Risk"/>.</summary>
    public IReadOnlyList<RiskReason> RiskReasons { get; set; } = [];

    /// <summary>The first snapshot that showed it.</summary>
    public required DateTimeOffset ObservedFrom { get; set; }

    /// <summary>The first snapshot that no longer did, or null while it is there.</summary>
    public DateTimeOffset? ObservedUntil { get; set; }
}
