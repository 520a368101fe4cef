using Portal.Data.Platforms;

namespace Portal.Data.Changes.Rates;

/// <summary>How many changes of one kind happened in one hour. Kept while changes are stored, so that nobody has to count them.</summary>
public sealed class ChangeHour
{
    /// <summary>The hour's beginning.</summary>
    public required DateTimeOffset Hour { get; init; }

    /// <summary>The kind.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>How many were done.</summary>
    public required int Done { get; set; }

    /// <summary>How many were only attempts.</summary>
    public required int Failed { get; set; }
}
