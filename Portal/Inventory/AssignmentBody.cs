using Portal.Data.Inventory;

namespace Portal.Inventory;

/// <summary>To whom an identity belongs: exactly one of the three.</summary>
internal sealed record AssignmentBody
{
    /// <summary>To this agent.</summary>
    public AgentId? AgentId { get; init; }

    /// <summary>To a new agent.</summary>
    public AgentBody? NewAgent { get; init; }

    /// <summary>To none, whatever its signals say.</summary>
    public bool Dismiss { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check()
    {
        var given = (AgentId is null ? 0 : 1) + (NewAgent is null ? 0 : 1) + (Dismiss ? 1 : 0);
        return given == 1
            ? NewAgent?.Check(isNew: true) ?? []
            : new(StringComparer.Ordinal) { ["agentId"] = ["Give exactly one of agentId, newAgent and dismiss."] };
    }
}
