using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Identifies a rule that opens micro-reviews.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct MicroReviewRuleId(Guid Value) : IIdentifier<MicroReviewRuleId>
{
    /// <summary>A new id.</summary>
    public static MicroReviewRuleId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static MicroReviewRuleId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(MicroReviewRuleId other) => Value.CompareTo(other.Value);
}
