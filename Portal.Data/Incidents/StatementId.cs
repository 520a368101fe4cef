using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>Identifies a statement.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct StatementId(Guid Value) : IIdentifier<StatementId>
{
    /// <summary>A new id.</summary>
    public static StatementId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static StatementId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(StatementId other) => Value.CompareTo(other.Value);
}
