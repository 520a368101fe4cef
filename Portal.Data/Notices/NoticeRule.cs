using Portal.Data.Audit;

namespace Portal.Data.Notices;

/// <summary>Says of what somebody is told, who, and how.</summary>
public sealed class NoticeRule
{
    /// <summary>The most rules that there are: every change is held against all of them.</summary>
    public const int Most = 200;

    /// <summary>The longest name.</summary>
    public const int NameLength = 100;

    /// <summary>For how long an earlier secret signs beside its successor, so that a receiver can be told the new one meanwhile.</summary>
    public static readonly TimeSpan SecretsOverlap = TimeSpan.FromHours(24);

    /// <summary>Its id.</summary>
    public NoticeRuleId Id { get; init; } = NoticeRuleId.New();

    /// <summary>The name people gave it, unique.</summary>
    public required string Name { get; set; }

    /// <summary>Whether it raises notices.</summary>
    public required bool IsEnabled { get; set; }

    /// <summary>What it watches.</summary>
    public required NoticeTrigger Trigger { get; set; }

    /// <summary>Which changes, or sources, it asks for.</summary>
    public NoticeConditions Conditions { get; set; } = new();

    /// <summary>Who finds its notices in the portal.</summary>
    public NoticeAudience Audience { get; set; } = new([], []);

    /// <summary>How often its people are mailed.</summary>
    public MailRhythm Mail { get; set; }

    /// <summary>Where its notices are posted to.</summary>
    public NoticeChannel Channel { get; set; }

    /// <summary>The channel's address, sealed, since whoever knows one of Slack or Teams may write there; null without a channel.</summary>
    public string? SealedAddress { get; set; }

    /// <summary>What may be shown of the address: its host; null without a channel.</summary>
    public string? Host { get; set; }

    /// <summary>What a webhook is signed with, sealed; null for other channels.</summary>
    public string? SealedSecret { get; set; }

    /// <summary>What it was signed with before, sealed; or null.</summary>
    public string? SealedEarlierSecret { get; set; }

    /// <summary>Until when the earlier secret signs, too; or null.</summary>
    public DateTimeOffset? EarlierSecretUntil { get; set; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How many tries failed since the last that did not.</summary>
    public int Failures { get; set; }

    /// <summary>Since when tries fail, or null while they do not.</summary>
    public DateTimeOffset? FailingSince { get; set; }

    /// <summary>Until when nothing is posted, so that a receiver that is down is left alone; or null.</summary>
    public DateTimeOffset? PausedUntil { get; set; }

    /// <summary>When the receiver said that it is gone for good, or null: nothing is posted until somebody says so.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>What went wrong last, or null.</summary>
    public string? Problem { get; set; }

    /// <summary>The rule as the record names it.</summary>
    internal AuditSubject AsSubject() => new("noticeRule", Id.Value.ToString(), Name);

    /// <summary>Forgets what went wrong.</summary>
    internal void StartAgain() => (Failures, FailingSince, PausedUntil, StoppedAt, Problem) = (0, null, null, null, null);
}
