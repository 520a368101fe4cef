using Portal.Data.Inventory;

namespace Portal.Data.Notices;

/// <summary>A rule as it is shown. Its channel's address and secret are not: only where it is, and whether it works.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsEnabled">Whether it raises notices.</param>
/// <param name="Trigger">What it watches.</param>
/// <param name="Conditions">Which changes, or sources, it asks for.</param>
/// <param name="Agents">The agents that its conditions name.</param>
/// <param name="Audience">Who finds its notices in the portal.</param>
/// <param name="People">The people whom it names.</param>
/// <param name="Mail">How often they are mailed.</param>
/// <param name="Channel">Where its notices are posted to.</param>
/// <param name="Host">The host of that, or null.</param>
/// <param name="EarlierSecretUntil">Until when an earlier secret signs, too; or null.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Failures">How many tries failed since the last that did not.</param>
/// <param name="FailingSince">Since when, or null.</param>
/// <param name="PausedUntil">Until when the receiver is left alone, or null.</param>
/// <param name="StoppedAt">When the receiver said that it is gone, or null.</param>
/// <param name="Problem">What went wrong last, or null.</param>
/// <param name="Waiting">How many messages wait.</param>
public sealed record NoticeRuleRow(
    NoticeRuleId Id,
    string Name,
    bool IsEnabled,
    NoticeTrigger Trigger,
    NoticeConditions Conditions,
    IReadOnlyList<AgentRef> Agents,
    NoticeAudience Audience,
    IReadOnlyList<PersonRef> People,
    MailRhythm Mail,
    NoticeChannel Channel,
    string? Host,
    DateTimeOffset? EarlierSecretUntil,
    DateTimeOffset CreatedAt,
    int Failures,
    DateTimeOffset? FailingSince,
    DateTimeOffset? PausedUntil,
    DateTimeOffset? StoppedAt,
    string? Problem,
    int Waiting)
{
    /// <summary>The draft that changes nothing.</summary>
    public NoticeRuleDraft ToDraft() => new()
    {
        Name = Name,
        IsEnabled = IsEnabled,
        Trigger = Trigger,
        Conditions = Conditions,
        Audience = Audience,
        Mail = Mail,
        Channel = Channel,
    };
}
