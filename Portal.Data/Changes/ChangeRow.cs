using System.Text.Json.Serialization;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Changes;

/// <summary>A change in a list. Immutable: open pages share it.</summary>
public record ChangeRow
{
    /// <summary>An event that took longer than this to arrive is late.</summary>
    public static readonly TimeSpan LateAfter = TimeSpan.FromMinutes(15);

    /// <summary>How many of the identities that it touches are listed.</summary>
    public const int MostSubjects = 20;

    /// <summary>Its id.</summary>
    public required ChangeId Id { get; init; }

    /// <summary>The source that told of it.</summary>
    public required SourceRef Source { get; init; }

    /// <summary>The platform of that source.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The platform's own id of the event.</summary>
    public required string EventId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the portal stored it.</summary>
    public required DateTimeOffset ArrivedAt { get; init; }

    /// <summary>True when it arrived long after it happened.</summary>
    public bool IsLate => !IsSilent && ArrivedAt - At > LateAfter;

    /// <summary>What it did.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The platform's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The service.</summary>
    public required string Service { get; init; }

    /// <summary>The account, project or namespace that it happened in.</summary>
    public required string Container { get; init; }

    /// <summary>Who made the call, or null when unknown.</summary>
    public required ChangeParticipant? Actor { get; init; }

    /// <summary>What tells the session that the call came through from others, or null when unknown.</summary>
    public required string? Session { get; init; }

    /// <summary>On whose behalf, or null when unknown.</summary>
    public required string? Initiator { get; init; }

    /// <summary>How sure the initiator is.</summary>
    public required AttributionGrade InitiatorGrade { get; init; }

    /// <summary>The AI agent that the evidence names, or null. Text from outside, not an agent of the register.</summary>
    public required string? NamedAgent { get; init; }

    /// <summary>How sure the named agent is.</summary>
    public required AttributionGrade AgentGrade { get; init; }

    /// <summary>How sure the attribution is as a whole.</summary>
    public required AttributionGrade Grade { get; init; }

    /// <summary>Whom it happened to, at most <see cref="MostSubjects"/>.</summary>
    public required IReadOnlyList<ChangeParticipant> Subjects { get; init; }

    /// <summary>How many it happened to.</summary>
    public required int SubjectCount { get; init; }

    /// <summary>The managed policy that it rewrites, or null.</summary>
    public required string? Policy { get; init; }

    /// <summary>The group that it touches, or null.</summary>
    public required string? Group { get; init; }

    /// <summary>The scope of the organization that it touches, or null.</summary>
    public required string? Scope { get; init; }

    /// <summary>The platform's error code when it was only an attempt, or null.</summary>
    public required string? Error { get; init; }

    /// <summary>0..100: the present risk of the riskiest identity that has a part in it; null when none is known.</summary>
    public required int? Risk { get; init; }

    /// <summary>By how much it changed the risk; null while not computed.</summary>
    public required int? RiskDelta { get; init; }

    /// <summary>
    /// Whether what it gave is within what was attested of those that it touches: certified, uncertified, or never when no review knows any of
    /// them; null while that is not worked out, and for what gives nothing.
    /// </summary>
    public Inventory.Certificates.Certification? Certification { get; init; }

    /// <summary>The approval that covers it, or null when none does.</summary>
    public string? Approval { get; init; }

    /// <summary>True when the portal's own simulator made it up.</summary>
    public required bool IsSimulated { get; init; }

    /// <summary>True when no event told of it: two snapshots differ.</summary>
    public required bool IsSilent { get; init; }

    /// <summary>Place in the order of arrival.</summary>
    [JsonIgnore]
    public long Sequence { get; init; }
}
