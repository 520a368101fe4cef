using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Identifies a recorded decision.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct DecisionId(Guid Value) : IIdentifier<DecisionId>
{
    /// <summary>A new id.</summary>
    public static DecisionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static DecisionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(DecisionId other) => Value.CompareTo(other.Value);
}
