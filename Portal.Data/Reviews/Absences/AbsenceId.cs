using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>Identifies an absence.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct AbsenceId(Guid Value) : IIdentifier<AbsenceId>
{
    /// <summary>A new id.</summary>
    public static AbsenceId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static AbsenceId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(AbsenceId other) => Value.CompareTo(other.Value);
}
