using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Identifies an act.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct CarryActId(Guid Value) : IIdentifier<CarryActId>
{
    /// <summary>A new id.</summary>
    public static CarryActId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CarryActId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CarryActId other) => Value.CompareTo(other.Value);
}
