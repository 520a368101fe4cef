namespace Portal.Data.Notices;

/// <summary>A rule as it stands in the record: without what is secret, but saying when that changes.</summary>
internal sealed record RecordedRule(
    string Name, bool IsEnabled, NoticeTrigger Trigger, NoticeConditions Conditions, NoticeAudience Audience, MailRhythm Mail, NoticeChannel Channel, string? Host, DateTimeOffset? EarlierSecretUntil)
{
    /// <summary>The record of a rule as it is now.</summary>
    public static RecordedRule Of(NoticeRule rule) =>
        new(rule.Name, rule.IsEnabled, rule.Trigger, rule.Conditions, rule.Audience, rule.Mail, rule.Channel, rule.Host, rule.EarlierSecretUntil);
}
