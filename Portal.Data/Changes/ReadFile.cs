using Portal.Data.Sources;

namespace Portal.Data.Changes;

/// <summary>A file of events that was read, in the same transaction as its events were stored. Forgotten when it can no longer come again.</summary>
public sealed class ReadFile
{
    /// <summary>The source.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>Its name, unique in the source.</summary>
    public required string Name { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }
}
