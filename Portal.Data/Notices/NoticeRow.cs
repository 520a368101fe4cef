using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Notices;

/// <summary>A notice as it is shown, mailed and posted. Names come from outside and are data.</summary>
/// <param name="Id">Its id.</param>
/// <param name="RuleId">The rule that raised it.</param>
/// <param name="Rule">The rule's name.</param>
/// <param name="What">What it tells.</param>
/// <param name="Source">The source; null in a test.</param>
/// <param name="Platform">The platform; null in a test.</param>
/// <param name="AgentId">The agent that it is about, or null.</param>
/// <param name="IdentityId">The identity that it is about, or null.</param>
/// <param name="AboutName">The name of the agent or identity; null when it is about none or many.</param>
/// <param name="IsOfMany">Whether it is about more agents and identities than are told apart.</param>
/// <param name="ChangeId">The newest change, or null.</param>
/// <param name="ChangeName">The platform's name for it, or null.</param>
/// <param name="Kind">What it did, or null.</param>
/// <param name="Grade">How sure it is who did it, or null.</param>
/// <param name="Actor">Short name of who did it; the native id when the inventory does not know them, or null.</param>
/// <param name="IsSilent">Whether no event told of it.</param>
/// <param name="IsAttempt">Whether the platform refused it.</param>
/// <param name="Count">How many changes it counts.</param>
/// <param name="At">When the first was stored.</param>
/// <param name="LastAt">When the last was stored.</param>
/// <param name="QuietSince">Since when the source is or was quiet, or null.</param>
/// <param name="IsRead">Whether the reader has read it.</param>
public sealed record NoticeRow(
    NoticeId Id,
    NoticeRuleId RuleId,
    string Rule,
    NoticeWhat What,
    SourceRef? Source,
    Platform? Platform,
    AgentId? AgentId,
    IdentityId? IdentityId,
    string? AboutName,
    bool IsOfMany,
    ChangeId? ChangeId,
    string? ChangeName,
    ChangeKind? Kind,
    AttributionGrade? Grade,
    string? Actor,
    bool IsSilent,
    bool IsAttempt,
    int Count,
    DateTimeOffset At,
    DateTimeOffset LastAt,
    DateTimeOffset? QuietSince,
    bool IsRead)
{
    /// <summary>The row of a notice.</summary>
    internal static NoticeRow Of(Notice notice, string rule, string source, bool isRead) => new(
        notice.Id,
        notice.RuleId,
        rule,
        notice.What,
        new(notice.SourceId, source),
        notice.Platform,
        notice.AgentId,
        notice.IdentityId,
        notice.AboutName,
        notice.About == Notice.OfMany,
        notice.ChangeId,
        notice.ChangeName,
        notice.Kind,
        notice.Grade,
        notice.Actor,
        notice.IsSilent,
        notice.IsAttempt,
        notice.Count,
        notice.At,
        notice.LastAt,
        notice.QuietSince,
        isRead);

    /// <summary>What is posted to try a rule's channel.</summary>
    internal static NoticeRow Test(NoticeRule rule, DateTimeOffset now) => new(
        NoticeId.New(), rule.Id, rule.Name, NoticeWhat.Test, Source: null, Platform: null, AgentId: null, IdentityId: null, AboutName: null, IsOfMany: false, ChangeId: null,
        ChangeName: null, Kind: null, Grade: null, Actor: null, IsSilent: false, IsAttempt: false, Count: 0, now, now, QuietSince: null, IsRead: false);
}
