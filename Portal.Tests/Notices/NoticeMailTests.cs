using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data.Mail;
using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Portal.Hosting;
using Portal.Mail;
using Portal.Notices;

namespace Portal.Tests.Notices;

/// <summary>What mail about notices says, in HTML and in text.</summary>
public sealed class NoticeMailTests
{
    [Fact]
    public async Task Both_forms_say_what_happened_to_whom_when_and_where_to_look()
    {
        var row = NoticePayloadTests.Row();

        var mail = await WriteAsync(new("Olga Owner", "Europe/Zurich", MailRhythm.Hourly, [row], 3));

        Assert.Equal("3 notices in the last hour", mail.Subject);
        foreach (var body in new[] { new AngleSharp.Html.Parser.HtmlParser().ParseDocument(mail.Html).Body!.InnerHtml, mail.Text })
        {
            Assert.Contains("Hello Olga,", body, StringComparison.Ordinal);
            Assert.Contains("Permission gained: order-assistant", body, StringComparison.Ordinal);
            Assert.Contains("14:00", body, StringComparison.Ordinal);
            Assert.Contains($"https://governance.example.com/changes/{row.ChangeId!.Value.Value}", body, StringComparison.Ordinal);
            Assert.Contains("And 2 more notices.", body, StringComparison.Ordinal);
            Assert.Contains("https://governance.example.com/notices", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Names_from_outside_are_data()
    {
        var mail = await WriteAsync(new("Olga", null, MailRhythm.Daily, [NoticePayloadTests.Row("<b>x</b>\r\nBcc: y https://evil.example \u202Eabc")], 1));

        Assert.DoesNotContain("<b>", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("https://evil.example", mail.Html + mail.Text, StringComparison.Ordinal);
        Assert.Contains("[U+202E]", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc", mail.Text, StringComparison.Ordinal);
        Assert.Equal("1 notice since yesterday morning", mail.Subject);
    }

    private static async Task<MailContent> WriteAsync(NoticeLetter letter)
    {
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var mails = new NoticeMails(
            new MailRenderer(services.GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance),
            new PortalSettings("data", new Uri("https://governance.example.com/"), MaxIngestBytes: 1, IsDemo: false));
        return await mails.WriteAsync(letter, TestContext.Current.CancellationToken);
    }
}
