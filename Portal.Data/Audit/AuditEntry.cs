using Portal.Data.Access;

namespace Portal.Data.Audit;

/// <summary>One line of the append-only record: who did what to what, and what came of it. Written in the transaction of what it records.</summary>
public sealed class AuditEntry
{
    /// <summary>Place in the record, growing; set by the database.</summary>
    public long Sequence { get; private set; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What kind of caller acted.</summary>
    public required CallerKind ActorKind { get; init; }

    /// <summary>The caller's id.</summary>
    public required string ActorId { get; init; }

    /// <summary>The caller's name at that time.</summary>
    public required string ActorName { get; init; }

    /// <summary>The act, as <c>feature.verb</c>: <c>agent.confirm</c>.</summary>
    public required string Action { get; init; }

    /// <summary>What kind of thing it was done to: <c>agent</c>, <c>identity</c>, <c>campaign</c>….</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The thing's id.</summary>
    public required string SubjectId { get; init; }

    /// <summary>The thing's name at that time.</summary>
    public required string SubjectName { get; init; }

    /// <summary>What came of it.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The reason that was given, or why it was refused; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>The thing before, as JSON; null when it is new or nothing changed.</summary>
    public string? Before { get; init; }

    /// <summary>The thing after, as JSON; null when it is gone or nothing changed.</summary>
    public string? After { get; init; }

    /// <summary>The address that the request came from, or null.</summary>
    public string? Address { get; init; }

    /// <summary>Ties together what one request or job did, or null.</summary>
    public string? CorrelationId { get; init; }
}
