using Portal.Data.Storage;

namespace Portal.Data.Inventory;

/// <summary>Identifies an agent.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct AgentId(Guid Value) : IIdentifier<AgentId>
{
    /// <summary>A new id.</summary>
    public static AgentId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static AgentId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(AgentId other) => Value.CompareTo(other.Value);
}
