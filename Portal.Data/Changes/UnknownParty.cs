using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>A principal that a change names and no snapshot has shown so far. The snapshot that brings it makes this a <see cref="ChangeParty"/>.</summary>
public sealed class UnknownParty
{
    /// <summary>What it is found by among what the change's source told of; see <see cref="PartyKey"/>.</summary>
    public required IndexKey Key { get; init; }

    /// <summary>Which change.</summary>
    public required long Sequence { get; init; }

    /// <summary>The change's own time.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True when it happened to the principal's permissions.</summary>
    public required bool IsSubject { get; init; }

    /// <summary>True when the principal did it.</summary>
    public required bool IsActor { get; init; }
}
