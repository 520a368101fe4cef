using Portal.Data.Access;

namespace Portal.Data.Inventory;

/// <summary>An AI agent that the organization runs or lets in.</summary>
public sealed class Agent
{
    /// <summary>Its id.</summary>
    public AgentId Id { get; init; } = AgentId.New();

    /// <summary>The name people gave it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>What it is for; empty when nobody said.</summary>
    public string Purpose { get; set; } = string.Empty;

    /// <summary>Where it may act.</summary>
    public AgentEnvironment Environment { get; set; }

    /// <summary>How far it acts without a person.</summary>
    public Autonomy Autonomy { get; set; }

    /// <summary>Where it is in its life here.</summary>
    public AgentStatus Status { get; set; }

    /// <summary>Who answers for what it does day to day, or null when nobody does.</summary>
    public PersonId? OwnerId { get; set; }

    /// <summary>The accountable manager, or null when nobody is.</summary>
    public PersonId? SponsorId { get; set; }

    /// <summary>Who owned it before it came to its owner, or to nobody, by their leaving or by a handover that nobody has confirmed yet; else null.</summary>
    public PersonId? InheritedFromId { get; private set; }

    /// <summary>When that was, or null.</summary>
    public DateTimeOffset? InheritedAt { get; private set; }

    /// <summary>0..100; a sum of the named facts in <see cref="RiskReasons"/>.</summary>
    public int Risk { get; set; }

    /// <summary>The facts behind <see cref="Risk"/>.</summary>
    public IReadOnlyList<RiskReason> RiskReasons { get; set; } = [];

    /// <summary>When it was entered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Counts its changes, so that two people cannot overwrite each other unseen.</summary>
    public int Version { get; set; }

    /// <summary>It has another owner from now on, or none, who has not said yet that they answer for it.</summary>
    public void PassOn(PersonId from, PersonId? to, DateTimeOffset now)
    {
        OwnerId = to;
        InheritedFromId = from;
        InheritedAt = now;
        Version++;
    }

    /// <summary>Its owner answers for it.</summary>
    public void TakeOn()
    {
        SettleOwner(OwnerId);
        Version++;
    }

    /// <summary>Somebody decided who owns it, so nothing about that is open any more.</summary>
    public void SettleOwner(PersonId? owner)
    {
        OwnerId = owner;
        InheritedFromId = null;
        InheritedAt = null;
    }
}
