using System.Text.Json;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Delivery;

/// <summary>A message to a rule's channel, decided in the transaction of its notice; posted at least once, later.</summary>
public sealed class NoticeDelivery
{
    /// <summary>How long a message waits for more of a burst before it says how many there are.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>The longest part of an answer that is kept.</summary>
    internal const int AnswerLength = 400;

    /// <summary>Its id, which receivers see.</summary>
    public NoticeDeliveryId Id { get; init; } = NoticeDeliveryId.New();

    /// <summary>The rule.</summary>
    public required NoticeRuleId RuleId { get; init; }

    /// <summary>The notice, or null in a test.</summary>
    public NoticeId? NoticeId { get; init; }

    /// <summary>What it says, as JSON: fixed by the first try, the same on all that follow. Null before.</summary>
    public string? Facts { get; set; }

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What became of it.</summary>
    public NoticeDeliveryState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; set; }

    /// <summary>When to try (again). Whoever takes it moves this ahead first: until then it is theirs.</summary>
    public required DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>The HTTP status of the last answer, or null when there was none.</summary>
    public int? LastStatus { get; set; }

    /// <summary>The beginning of the last answer, or why there was none; or null.</summary>
    public string? LastAnswer { get; set; }

    /// <summary>When it was delivered or given up, or null.</summary>
    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>The message about a notice; null when the rule posts nowhere.</summary>
    internal static NoticeDelivery? Of(NoticeRule rule, Notice notice, DateTimeOffset now) => rule.Channel == NoticeChannel.None
        ? null
        : new() { RuleId = rule.Id, NoticeId = notice.Id, CreatedAt = now, NextAttemptAt = now + Settling };

    /// <summary>A message that tries the channel.</summary>
    internal static NoticeDelivery Test(NoticeRule rule, DateTimeOffset now) => new()
    {
        RuleId = rule.Id,
        Facts = JsonSerializer.Serialize(NoticeRow.Test(rule, now), StoredJson.Options),
        CreatedAt = now,
        NextAttemptAt = now,
    };
}
