namespace Portal.Tests.Support;

/// <summary>Tables and columns that change by themselves, or record that nothing was changed.</summary>
internal static class Bookkeeping
{
    /// <summary>What sessions, tokens, locks and the sending of mail keep for themselves.</summary>
    public static IReadOnlyList<string> OfUse { get; } =
    [
        "DataProtectionKeys", "sessions.LastSeenAt", "campaigns.Turn", "api_tokens.LastUsedAt",
        "outbox_messages.SentAt", "outbox_messages.Attempts", "outbox_messages.NextAttemptAt", "outbox_messages.LastError",
        "notice_deliveries.State", "notice_deliveries.SettledAt", "notice_deliveries.Attempts", "notice_deliveries.NextAttemptAt", "notice_deliveries.LastStatus", "notice_deliveries.LastAnswer", "notice_deliveries.Facts",
        "notice_rules.Failures", "notice_rules.FailingSince", "notice_rules.PausedUntil", "notice_rules.StoppedAt", "notice_rules.Problem",
    ];

    /// <summary>The record, which refusals are written to as well.</summary>
    public static IReadOnlyList<string> OfRecord { get; } = ["audit_entries", "audit_log", "audit_nodes", "audit_checkpoints", "topic_marks", "command_results"];

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [.. OfUse, .. OfRecord];
}
