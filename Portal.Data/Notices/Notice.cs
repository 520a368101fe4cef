using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Notices;

/// <summary>
/// That something happened of which a rule tells, stored in the transaction of what caused it. What happens to the same agent or identity
/// within a few minutes is counted in one.
/// </summary>
public sealed class Notice
{
    /// <summary>What a notice is about when it is about too many to tell apart.</summary>
    internal const string OfMany = "many";

    /// <summary>Its id.</summary>
    public NoticeId Id { get; init; } = NoticeId.New();

    /// <summary>Place in the order in which notices became visible. Given while holding <see cref="NoticeWriter.LockName"/>.</summary>
    public required long Sequence { get; init; }

    /// <summary>The rule that raised it.</summary>
    public required NoticeRuleId RuleId { get; init; }

    /// <summary>What it tells.</summary>
    public required NoticeWhat What { get; init; }

    /// <summary>What it is about: the key by which further changes are counted in it.</summary>
    public required string About { get; init; }

    /// <summary>The source.</summary>
    public required SourceId SourceId { get; init; }

    /// <summary>The platform.</summary>
    public required Platform Platform { get; init; }

    /// <summary>The agent that it is about, or null.</summary>
    public AgentId? AgentId { get; init; }

    /// <summary>The identity that it is about, or null.</summary>
    public IdentityId? IdentityId { get; init; }

    /// <summary>The name of the agent or identity, or null.</summary>
    public string? AboutName { get; init; }

    /// <summary>The newest change, or null.</summary>
    public ChangeId? ChangeId { get; set; }

    /// <summary>The platform's name for the newest change, or null.</summary>
    public string? ChangeName { get; set; }

    /// <summary>What the newest change did, or null.</summary>
    public ChangeKind? Kind { get; set; }

    /// <summary>How sure it is who did it, or null.</summary>
    public AttributionGrade? Grade { get; set; }

    /// <summary>Short name of who did it; the native id when the inventory does not know them, null when nothing says it.</summary>
    public string? Actor { get; set; }

    /// <summary>Whether no event told of it.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether the platform refused it.</summary>
    public bool IsAttempt { get; set; }

    /// <summary>How many changes it counts.</summary>
    public int Count { get; set; } = 1;

    /// <summary>When the first of them was stored.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the last of them was stored.</summary>
    public required DateTimeOffset LastAt { get; set; }

    /// <summary>Since when the source is quiet, or null.</summary>
    public DateTimeOffset? QuietSince { get; init; }

    /// <summary>When the silence ended, or null while it lasts and for other notices.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Counts further changes.</summary>
    internal void Add(Change newest, string? actor, int count, DateTimeOffset now)
    {
        (ChangeId, ChangeName, Kind, Grade) = (newest.Id, newest.Name, newest.Kind, newest.Grade);
        (Actor, IsSilent, IsAttempt) = (actor, newest.IsSilent, newest.Error is not null);
        (Count, LastAt) = (Count + count, now);
    }
}
