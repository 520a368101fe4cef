using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Something that happened to an identity's permissions, or that an identity did. Written once and never rewritten, but for what is
/// derived from its neighbours: <see cref="Before"/> where the event lacks it, and the identities it is tied to.
/// </summary>
public sealed class Change
{
    private IndexKey? _foundBy;
    private IndexKey? _targetBy;

    /// <summary>The kinds that may change what identities may do, or who may become them.</summary>
    internal static readonly ChangeKind[] Weighable =
    [
        ChangeKind.PermissionGained, ChangeKind.PermissionLost, ChangeKind.PermissionChanged, ChangeKind.TrustChanged, ChangeKind.LimitAdded, ChangeKind.LimitRemoved,
    ];

    /// <summary>Place in the order of arrival, over all sources, without the promise of no gaps. Given while holding <see cref="ChangeWriter.LockName"/>.</summary>
    public required long Sequence { get; set; }

    /// <summary>Its id for the outside.</summary>
    public ChangeId Id { get; init; } = ChangeId.New();

    /// <summary>The source that told of it.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The platform of that source.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The platform's own id of the event, unique in the source; for silent changes one made of the snapshot's rows.</summary>
    public required string EventId { get; init; }

    /// <summary>What <see cref="EventId"/> is found by.</summary>
    public IndexKey EventKey
    {
        get => _foundBy ??= IndexKey.Of(SourceId.Value, EventId);
        init => _foundBy = value;
    }

    /// <summary>When it happened, by the platform's clock. For silent changes the time of the snapshot that first showed it.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the portal stored it.</summary>
    public required DateTimeOffset ArrivedAt { get; set; }

    /// <summary>What it did.</summary>
    public required ChangeKind Kind { get; init; }

    /// <summary>The platform's name for it.</summary>
    public required string Name { get; init; }

    /// <summary>The service, for example <c>iam</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The account, project or namespace that it happened in.</summary>
    public required string Container { get; init; }

    /// <summary>Native id of the identity that made the call, or null when unknown.</summary>
    public string? Actor { get; init; }

    /// <summary>What tells the session that the call came through from others, or null when unknown.</summary>
    public string? Session { get; init; }

    /// <summary>On whose behalf, when the evidence shows it; null is unknown.</summary>
    public string? Initiator { get; init; }

    /// <summary>How sure <see cref="Initiator"/> is.</summary>
    public AttributionGrade InitiatorGrade { get; init; }

    /// <summary>The AI agent that the evidence names, as text from outside, or null.</summary>
    public string? NamedAgent { get; init; }

    /// <summary>How sure <see cref="NamedAgent"/> is.</summary>
    public AttributionGrade AgentGrade { get; init; }

    /// <summary>The weaker of the two grades; see <see cref="NativeEvent.Grade"/>.</summary>
    public AttributionGrade Grade { get; init; }

    /// <summary>The fields that the attribution rests on, as <c>path = value</c>.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>The identities that the event itself names, whether known or not.</summary>
    public IReadOnlyList<EventSubject> NamedSubjects { get; init; } = [];

    /// <summary>How many known identities it touches; see <see cref="ChangeParty"/>.</summary>
    public int SubjectCount { get; set; }

    /// <summary>Native id of the managed policy that it rewrites, or null.</summary>
    public string? Policy { get; init; }

    /// <summary>Name of the group that it touches, or null.</summary>
    public string? Group { get; init; }

    /// <summary>Native id of the scope that it touches, or null. Identities below it are found by their place, not stored one by one.</summary>
    public string? Scope { get; init; }

    /// <summary>What exactly it rewrites, so that changes of the same thing find each other; null when it is no single thing. See <see cref="ChangeTarget"/>.</summary>
    public string? Target { get; init; }

    /// <summary>What <see cref="Target"/> is found by, or null.</summary>
    public IndexKey? TargetKey
    {
        get => _targetBy ??= Target is { } target ? ChangeTarget.In(SourceId, target) : null;
        private init => _targetBy = value;
    }

    /// <summary>What was before, or null when unknown or nothing.</summary>
    public string? Before { get; set; }

    /// <summary>True when <see cref="Before"/> is not from the event but from the snapshot or change before it.</summary>
    public bool IsBeforeDerived { get; set; }

    /// <summary>What is now, or null when unknown or nothing.</summary>
    public string? After { get; init; }

    /// <summary>The platform's error code when it was only an attempt, or null when it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>By how much it changed the risk of the identity that it moved most; null while that is not worked out, or cannot be.</summary>
    public int? RiskDelta { get; set; }

    /// <summary>
    /// Whether what it gave is within what was attested of those that it touches: certified, uncertified, or never when no review knows any of
    /// them; null while that is not worked out, and for what gives nothing.
    /// </summary>
    public Inventory.Certificates.Certification? Certification { get; set; }

    /// <summary><see cref="Sequence"/> while what it means for permissions is still to be worked out; null once it is, and for what means nothing for them.</summary>
    public long? Unweighed { get; set; }

    /// <summary>True when it may have changed what identities may do, or who may become them.</summary>
    public bool CanBeWeighed => Error is null && Array.IndexOf(Weighable, Kind) >= 0;

    /// <summary>True when the portal's own simulator made it up.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>True when no event told of it: two snapshots differ.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What a search looks at, in lower case: the name and everyone who is named.</summary>
    public required string SearchText { get; init; }

    /// <summary>SHA-256 of <see cref="Raw"/> as UTF-8, lower-case hex.</summary>
    public required string Digest { get; init; }

    /// <summary>The event as it came; empty once it was forgotten, see <see cref="Retention.RawRetention"/>.</summary>
    public required string Raw { get; init; }
}
