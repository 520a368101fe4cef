namespace Portal.Data.Inventory;

/// <summary>One change of a risk, kept: when it was worked out, and which facts came and went.</summary>
public sealed class RiskChange
{
    /// <summary>Its id; grows with time.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The identity whose risk it is, or null when it is an agent's.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The agent whose risk it is, or null when it is an identity's.</summary>
    public AgentId? AgentId { get; init; }

    /// <summary>When the new risk was worked out.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The risk before.</summary>
    public required int From { get; init; }

    /// <summary>The risk since.</summary>
    public required int To { get; init; }

    /// <summary>The facts that were not there before, or with other points.</summary>
    public required IReadOnlyList<RiskReason> Came { get; init; }

    /// <summary>The facts that are no longer there, or with other points.</summary>
    public required IReadOnlyList<RiskReason> Went { get; init; }

    /// <summary>The change of an identity's risk; null when nothing changed.</summary>
    public static RiskChange? Of(IdentityId identity, IReadOnlyList<RiskReason> before, IReadOnlyList<RiskReason> after, DateTimeOffset at) =>
        Of(identity, agent: null, before, after, at);

    /// <summary>The change of an agent's risk; null when nothing changed.</summary>
    public static RiskChange? Of(AgentId agent, IReadOnlyList<RiskReason> before, IReadOnlyList<RiskReason> after, DateTimeOffset at) =>
        Of(identity: null, agent, before, after, at);

    private static RiskChange? Of(IdentityId? identity, AgentId? agent, IReadOnlyList<RiskReason> before, IReadOnlyList<RiskReason> after, DateTimeOffset at)
    {
        var (came, went) = (after.Except(before).ToList(), before.Except(after).ToList());
        return came.Count + went.Count == 0 ? null : new RiskChange
        {
            IdentityId = identity,
            AgentId = agent,
            At = at,
            From = RiskReason.Sum(before),
            To = RiskReason.Sum(after),
            Came = came,
            Went = went,
        };
    }
}
