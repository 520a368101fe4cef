using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Data.Storage;
using Portal.Hosting;
using Portal.Mail;

namespace Portal.Notices;

/// <summary>
/// What is posted to a channel. Text from outside mentions nobody, links nowhere and formats nothing: it stands where the receiver takes text as
/// it is, or is escaped, and addresses in it are broken.
/// </summary>
/// <param name="settings">Know the portal's address.</param>
internal sealed class NoticePayload(PortalSettings settings)
{
    // What receivers cut themselves, or refuse: Teams takes 28 kB, and a picture sign is twelve bytes of JSON.
    private const int LongestTitle = 140;
    private const int LongestText = 1200;

    // Names stay readable in the JSON; it is never put into a page.
    private static readonly JsonSerializerOptions Readable = new(StoredJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body of a message.</summary>
    public string Of(NoticeMessage message) => message.Channel switch
    {
        NoticeChannel.Webhook => Webhook(message.Facts),
        NoticeChannel.Slack => Slack(message.Facts),
        NoticeChannel.Teams => Teams(message.Facts),
        NoticeChannel.None => throw new ArgumentOutOfRangeException(nameof(message), message.Channel, "Nothing is posted without a channel."),
    };

    /// <summary>Text as Slack's mrkdwn shows it: its three control characters are entities (https://docs.slack.dev/messaging/formatting-message-text/#escaping).</summary>
    internal static string Escaped(string text) => new StringBuilder(text).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").ToString();

    private string Webhook(NoticeRow notice) => JsonSerializer.Serialize(
        new
        {
            type = "notice." + JsonNamingPolicy.CamelCase.ConvertName(notice.What.ToString()),
            timestamp = notice.At,
            data = new
            {
                notice.Id,
                rule = new { id = notice.RuleId, name = notice.Rule },
                notice.Source,
                notice.Platform,
                notice.AgentId,
                notice.IdentityId,
                name = notice.AboutName,
                notice.IsOfMany,
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
                link = LinkOf(new(notice, outside => outside)),
            },
        },
        StoredJson.Options);

    // Text from outside stands in plain_text, which Slack takes as it is; what notifications show is escaped.
    private string Slack(NoticeRow notice)
    {
        var words = new NoticeWords(notice, MailText.Of);
        return JsonSerializer.Serialize(
            new
            {
                text = Escaped(Cut(words.Title, LongestTitle)),
                unfurl_links = false,
                unfurl_media = false,
                blocks = new object[]
                {
                    new { type = "header", text = new { type = "plain_text", text = Cut(words.Title, LongestTitle), emoji = false } },
                    new { type = "section", text = new { type = "plain_text", text = Cut(words.Text, LongestText), emoji = false } },
                    new { type = "context", elements = new[] { new { type = "mrkdwn", text = $"<{LinkOf(words)}|Open in Governance>", verbatim = true } } },
                    new { type = "context", elements = new[] { new { type = "plain_text", text = Cut($"Rule: {MailText.Of(notice.Rule)}", LongestText), emoji = false } } },
                },
            },
            Readable);
    }

    // A TextBlock knows markdown, a TextRun does not (https://adaptivecards.io/explorer/TextRun.html).
    private string Teams(NoticeRow notice)
    {
        var words = new NoticeWords(notice, MailText.Of);
        return JsonSerializer.Serialize(
            new
            {
                type = "message",
                attachments = new[]
                {
                    new
                    {
                        contentType = "application/vnd.microsoft.card.adaptive",
                        contentUrl = (string?)null,
                        content = new Dictionary<string, object>(StringComparer.Ordinal)
                        {
                            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                            ["type"] = "AdaptiveCard",
                            ["version"] = "1.4",
                            ["fallbackText"] = "A notice of Governance",
                            ["body"] = new[]
                            {
                                Run(Cut(words.Title, LongestTitle), size: "medium", weight: "bolder", isSubtle: false),
                                Run(Cut(words.Text, LongestText), size: "default", weight: "default", isSubtle: false),
                                Run(Cut($"Rule: {MailText.Of(notice.Rule)}", LongestText), size: "small", weight: "default", isSubtle: true),
                            },
                            ["actions"] = new[] { new { type = "Action.OpenUrl", title = "Open in Governance", url = LinkOf(words) } },
                        },
                    },
                },
            },
            Readable);
    }

    private static object Run(string text, string size, string weight, bool isSubtle) =>
        new { type = "RichTextBlock", inlines = new[] { new { type = "TextRun", text, size, weight, isSubtle } } };

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }
        var end = longest - 1;
        return (char.IsHighSurrogate(text[end - 1]) ? text[..(end - 1)] : text[..end]) + "…";
    }

    private string LinkOf(NoticeWords words) => settings.BaseUrl.AbsoluteUri.TrimEnd('/') + words.Path;
}
