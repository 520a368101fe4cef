using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Identifies what set a rule off.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct MicroReviewOccasionId(Guid Value) : IIdentifier<MicroReviewOccasionId>
{
    /// <summary>A new id.</summary>
    public static MicroReviewOccasionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static MicroReviewOccasionId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(MicroReviewOccasionId other) => Value.CompareTo(other.Value);
}
