using Portal.Data.Access;
using Portal.Data.Notices;

namespace Portal.Tests.Support;

/// <summary>Rules about notices.</summary>
public static partial class A
{
    /// <summary>A rule that tells administrators of every change.</summary>
    public static NoticeRule NoticeRule(NoticeConditions? conditions = null, NoticeTrigger trigger = NoticeTrigger.Change, bool isEnabled = true) => new()
    {
        Name = $"Rule {Number()}",
        IsEnabled = isEnabled,
        Trigger = trigger,
        Conditions = conditions ?? new(),
        Audience = new([Role.Administrator], []),
        CreatedAt = An.Instant,
    };

    /// <summary>The same, that posts to a webhook besides.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="channel">What is there.</param>
    public static NoticeRule PostingRule(Uri address, NoticeChannel channel = NoticeChannel.Webhook)
    {
        var rule = NoticeRule();
        rule.Channel = channel;
        rule.SealedAddress = LocalChannels.Instance.Seal(address.AbsoluteUri);
        rule.Host = address.Authority;
        rule.SealedSecret = channel == NoticeChannel.Webhook ? LocalChannels.Instance.Seal(WebhookReceiver.Secret) : null;
        return rule;
    }
}
