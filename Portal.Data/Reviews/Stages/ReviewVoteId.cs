using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>Identifies one person's vote on one item.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct ReviewVoteId(Guid Value) : IIdentifier<ReviewVoteId>
{
    /// <summary>A new id.</summary>
    public static ReviewVoteId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static ReviewVoteId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(ReviewVoteId other) => Value.CompareTo(other.Value);
}
