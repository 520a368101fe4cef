using Portal.Data.Storage;

namespace Portal.Data.Access;

/// <summary>Identifies a person.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct PersonId(Guid Value) : IIdentifier<PersonId>
{
    /// <summary>A new id.</summary>
    public static PersonId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static PersonId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(PersonId other) => Value.CompareTo(other.Value);
}
