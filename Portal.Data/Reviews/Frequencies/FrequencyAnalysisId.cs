using Portal.Data.Storage;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>Identifies a risk analysis.</summary>
/// <param name="Value">The value as stored.</param>
public readonly record struct FrequencyAnalysisId(Guid Value) : IIdentifier<FrequencyAnalysisId>
{
    /// <summary>A new id.</summary>
    public static FrequencyAnalysisId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public static FrequencyAnalysisId From(Guid value) => new(value);

    /// <inheritdoc/>
    public int CompareTo(FrequencyAnalysisId other) => Value.CompareTo(other.Value);
}
