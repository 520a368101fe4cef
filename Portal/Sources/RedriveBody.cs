using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;

namespace Portal.Sources;

/// <summary>Which unreadable events are to be read again.</summary>
internal sealed record RedriveBody
{
    /// <summary>Their ids; absent for the oldest <see cref="IngestEvents.MostAgain"/> of the source.</summary>
    public IReadOnlyList<UnreadableEventId>? Ids { get; init; }

    /// <summary>What makes no sense, by field.</summary>
    public Dictionary<string, string[]> Check() => Ids is { Count: 0 or > IngestEvents.MostAgain }
        ? new(StringComparer.Ordinal) { ["ids"] = [$"must be 1 to {IngestEvents.MostAgain} ids, or absent."] }
        : new(StringComparer.Ordinal);
}
