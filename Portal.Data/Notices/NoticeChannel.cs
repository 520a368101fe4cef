namespace Portal.Data.Notices;

/// <summary>Where a rule's notices are posted to, besides the portal and mail.</summary>
public enum NoticeChannel
{
    /// <summary>Nowhere.</summary>
    None,
    /// <summary>A program, signed after Standard Webhooks.</summary>
    Webhook,
    /// <summary>An incoming webhook of Slack.</summary>
    Slack,
    /// <summary>A webhook of a Microsoft Teams workflow.</summary>
    Teams,
}
