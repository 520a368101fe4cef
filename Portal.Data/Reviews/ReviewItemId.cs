using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Identifies a review item.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct ReviewItemId(Guid Value) : IIdentifier<ReviewItemId>
{
    /// <summary>A new id.</summary>
    public static ReviewItemId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ReviewItemId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ReviewItemId other) => Value.CompareTo(other.Value);
}
