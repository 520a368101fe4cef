using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Identifies a pull of the brake.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct CarryBrakeId(Guid Value) : IIdentifier<CarryBrakeId>
{
    /// <summary>A new id.</summary>
    public static CarryBrakeId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static CarryBrakeId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(CarryBrakeId other) => Value.CompareTo(other.Value);
}
