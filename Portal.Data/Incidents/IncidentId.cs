using Portal.Data.Storage;

namespace Portal.Data.Incidents;

/// <summary>Identifies an incident.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct IncidentId(Guid Value) : IIdentifier<IncidentId>
{
    /// <summary>A new id.</summary>
    public static IncidentId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static IncidentId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(IncidentId other) => Value.CompareTo(other.Value);
}
