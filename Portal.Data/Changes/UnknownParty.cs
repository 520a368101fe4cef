using Portal.Data.Sources;

namespace Portal.Data.Changes;

/// <summary>A principal that a change names and no snapshot has shown so far. The snapshot that brings it makes this a <see cref="ChangeParty"/>.</summary>
public sealed class UnknownParty
{
    /// <summary>The change's source: principals are known by their native ids within it.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>How the event names it; see <see cref="PartyKey"/>.</summary>
    public required string Key { get; init; }

    /// <summary>Which change.</summary>
    public required long Sequence { get; init; }

    /// <summary>The change's own time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True when it happened to the principal's permissions.</summary>
    public required bool IsSubject { get; init; }

    /// <summary>True when the principal did it.</summary>
    public required bool IsActor { get; init; }
}
