using System.Text.Json;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Notices;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Hosting;
using Portal.Notices;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>What is posted: names from outside mention nobody, link nowhere and format nothing.</summary>
public sealed class NoticePayloadTests
{
    private const string Hostile = "<!channel> <@U123> <https://evil.example|click> *bold* [link](https://evil.example) <at>Boss</at> \u202Egnp & co";

    [Fact]
    public void Slack_is_given_outside_text_where_it_reads_no_markup_and_escaped_where_it_does()
    {
        using var said = Of(NoticeChannel.Slack, Row(Hostile));

        var text = said.RootElement.GetProperty("text").GetString()!;
        Assert.DoesNotContain('<', text);
        Assert.DoesNotContain("https://evil", text, StringComparison.Ordinal);
        Assert.Contains("&lt;!channel&gt;", text, StringComparison.Ordinal);
        Assert.Contains("[U+202E]", text, StringComparison.Ordinal);
        foreach (var block in said.RootElement.GetProperty("blocks").EnumerateArray())
        {
            var shown = block.TryGetProperty("text", out var one) ? one : block.GetProperty("elements")[0];
            if (shown.GetProperty("type").GetString() == "mrkdwn")
            {
                Assert.Matches("^<https://governance\\.example\\.com/[a-z0-9/?=-]+\\|Open in Governance>$", shown.GetProperty("text").GetString());
            }
            else
            {
                Assert.Equal("plain_text", shown.GetProperty("type").GetString());
                Assert.DoesNotContain("https://evil", shown.GetProperty("text").GetString(), StringComparison.Ordinal);
            }
        }
        Assert.False(said.RootElement.GetProperty("unfurl_links").GetBoolean());
    }

    [Fact]
    public void Teams_is_given_outside_text_in_runs_that_know_no_markdown()
    {
        using var said = Of(NoticeChannel.Teams, Row(Hostile));

        Assert.Equal("message", said.RootElement.GetProperty("type").GetString());
        var attachment = said.RootElement.GetProperty("attachments")[0];
        Assert.Equal("application/vnd.microsoft.card.adaptive", attachment.GetProperty("contentType").GetString());
        var card = attachment.GetProperty("content");
        Assert.Equal("AdaptiveCard", card.GetProperty("type").GetString());
        Assert.False(card.TryGetProperty("msteams", out _));
        Assert.All(card.GetProperty("body").EnumerateArray(), block =>
        {
            Assert.Equal("RichTextBlock", block.GetProperty("type").GetString());
            var run = block.GetProperty("inlines")[0];
            Assert.Equal("TextRun", run.GetProperty("type").GetString());
            Assert.DoesNotContain("https://evil", run.GetProperty("text").GetString(), StringComparison.Ordinal);
        });
        Assert.StartsWith("https://governance.example.com/", card.GetProperty("actions")[0].GetProperty("url").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_webhook_is_given_the_facts_as_they_are()
    {
        var row = Row(Hostile);
        using var said = Of(NoticeChannel.Webhook, row);

        var data = said.RootElement.GetProperty("data");
        Assert.Equal(Hostile, data.GetProperty("name").GetString());
        Assert.Equal("permissionGained", data.GetProperty("kind").GetString());
        Assert.Equal($"https://governance.example.com/changes/{row.ChangeId!.Value.Value}", data.GetProperty("link").GetString());
    }

    [Theory]
    [InlineData(NoticeChannel.Slack)]
    [InlineData(NoticeChannel.Teams)]
    public void Names_of_any_length_fit(NoticeChannel channel)
    {
        using var said = Of(channel, Row(string.Concat(Enumerable.Repeat("🙂", 5000))));

        Assert.InRange(said.RootElement.GetRawText().Length, 100, 20_000);
    }

    [Theory]
    [InlineData(NoticeWhat.SourceQuiet, "has gone quiet")]
    [InlineData(NoticeWhat.SourceBack, "sends events again")]
    [InlineData(NoticeWhat.Test, "Test of the rule")]
    public void Each_kind_says_what_it_is(NoticeWhat what, string expected)
    {
        using var said = Of(NoticeChannel.Slack, Row() with { What = what, QuietSince = An.Instant });

        Assert.Contains(expected, said.RootElement.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    internal static NoticeRow Row(string name = "order-assistant") => new(
        NoticeId.New(),
        NoticeRuleId.New(),
        name,
        NoticeWhat.Change,
        new(SourceId.New(), name),
        Platform.Aws,
        AgentId: null,
        IdentityId.New(),
        name,
        IsOfMany: false,
        ChangeId.New(),
        name,
        ChangeKind.PermissionGained,
        AttributionGrade.B,
        name,
        IsSilent: false,
        IsAttempt: false,
        Count: 1,
        An.Instant,
        An.Instant,
        QuietSince: null,
        IsRead: false);

    private static JsonDocument Of(NoticeChannel channel, NoticeRow row)
    {
        var payload = new NoticePayload(new PortalSettings("data", new Uri("https://governance.example.com/"), MaxIngestBytes: 1, IsDemo: false));
        return JsonDocument.Parse(payload.Of(new(NoticeDeliveryId.New(), row.RuleId, 1, An.Instant, channel, string.Empty, [], row)));
    }
}
