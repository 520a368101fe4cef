using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Notices;
using Portal.Hosting;
using Portal.Mail;
using Portal.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>What mail to reviewers says, in HTML and in text.</summary>
public sealed class ReviewMailTests : BunitContext
{
    private static readonly CampaignId Campaign = CampaignId.New();
    private static readonly Uri Link = new($"https://governance.example.com/reviews/{Campaign.Value}");

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_forms_say_what_is_asked_of_whom_why_until_when_and_where()
    {
        var mail = await WriteAsync(Letter());

        Assert.Equal("Review 12 permissions of 3 AI agents by 1 July: Quarterly review", mail.Subject);
        foreach (var body in new[] { TextOf(mail.Html), mail.Text })
        {
            Assert.Contains("Hello Olga,", body, StringComparison.Ordinal);
            Assert.Contains("Please say whether 12 permissions of 3 AI agents are still needed", body, StringComparison.Ordinal);
            Assert.Contains("Ada Engineer asks you", body, StringComparison.Ordinal);
            Assert.Contains("because you own these agents and you sponsor agents whose owner cannot answer.", body, StringComparison.Ordinal);
            Assert.Contains("Wednesday, 1 July 2026, 00:00 (Europe/Berlin)", body, StringComparison.Ordinal);
            Assert.Contains("Order assistant", body, StringComparison.Ordinal);
            Assert.Contains("orders-everything on order-assistant (123456789012)", body, StringComparison.Ordinal);
            Assert.Contains("Can delete any S3 object.", body, StringComparison.Ordinal);
            Assert.Contains(Link.ToString(), body, StringComparison.Ordinal);
            Assert.Contains("Opening the link changes nothing.", body, StringComparison.Ordinal);
            Assert.Contains("nobody is said to have approved it", body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(NoticeKind.SevenDaysLeft, 7, "7 days left to review 12 permissions")]
    [InlineData(NoticeKind.ThreeDaysLeft, 3, "3 days left to review 12 permissions")]
    [InlineData(NoticeKind.OneDayLeft, 1, "Last day to review 12 permissions")]
    [InlineData(NoticeKind.Overdue, -1, "Overdue: 12 permissions wait for your answer")]
    [InlineData(NoticeKind.Reopened, 7, "Review 12 permissions of 3 AI agents")]
    public async Task The_subject_says_how_urgent_it_is(NoticeKind kind, int daysLeft, string expected)
    {
        var letter = Letter() with { Kind = kind };

        var mail = await WriteAsync(letter with { At = letter.DueAt.AddDays(-daysLeft) });

        Assert.StartsWith(expected, mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_lead_to_the_portal_only()
    {
        var mail = await WriteAsync(Letter("https://evil.example/\" onclick=\"x", "<a href='https://evil.example'>click</a> www.evil.example"));

        Assert.All(Parsed(mail.Html).QuerySelectorAll("a"), a => Assert.Equal(Link.ToString(), a.GetAttribute("href")));
        Assert.Empty(Parsed(mail.Html).QuerySelectorAll("script, img, form, iframe, [onclick]"));
        Assert.DoesNotContain("https://evil", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("www.evil", mail.Text + mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mail.Subject);
    }

    [Fact]
    public async Task Text_from_outside_starts_no_line_of_its_own()
    {
        var mail = await WriteAsync(Letter("Agent\r\n\r\nAPPROVED by Olga", "x\nLink: http://evil.example"));

        Assert.DoesNotContain(mail.Text.Split('\n'), line => line.StartsWith("APPROVED", StringComparison.Ordinal) || line.StartsWith("Link:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Several_campaigns_are_one_mail_with_a_link_to_each()
    {
        var other = CampaignId.New();

        var mail = await WriteAsync(Letter() with { Kind = NoticeKind.OneDayLeft }, Letter() with { Kind = NoticeKind.SevenDaysLeft, Campaign = other, CampaignName = "Yearly review", OpenItems = 2 });

        Assert.Equal("2 access reviews wait for your answer: 14 permissions", mail.Subject);
        var links = Parsed(mail.Html).QuerySelectorAll("a").Select(a => a.GetAttribute("href"));
        Assert.Equal([Link.ToString(), $"https://governance.example.com/reviews/{other.Value}", "https://governance.example.com/reviews"], links);
        foreach (var body in new[] { TextOf(mail.Html), mail.Text })
        {
            Assert.Contains("Quarterly review", body, StringComparison.Ordinal);
            Assert.Contains("Yearly review", body, StringComparison.Ordinal);
            Assert.Contains("orders-everything", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Who_answers_for_campaigns_of_a_leaver_is_told_which_and_where_and_texts_from_outside_do_nothing()
    {
        var letter = new CampaignHandoverLetter(
            "Ada\r\nEngineer", "Mia Manager", "Europe/Berlin", Count: 2,
            [new(Campaign, "Quarterly <a href='https://evil.example'>review</a>", CampaignState.Active, new(2026, 6, 30, 22, 0, 0, TimeSpan.Zero)), new(CampaignId.New(), "Yearly review", CampaignState.Draft, An.Instant.AddDays(90))]);

        var mail = await Mails().WriteAsync(letter, Token);
        var one = await Mails().WriteAsync(letter with { Count = 1, Campaigns = [letter.Campaigns[0]] }, Token);

        Assert.Equal("You are now responsible for 2 access reviews", mail.Subject);
        Assert.All(Parsed(mail.Html).QuerySelectorAll("a"), a => Assert.Equal("https://governance.example.com/campaigns", a.GetAttribute("href")));
        Assert.All(Parsed(one.Html).QuerySelectorAll("a"), a => Assert.Equal($"https://governance.example.com/campaigns/{Campaign.Value}", a.GetAttribute("href")));
        foreach (var body in new[] { TextOf(mail.Html), mail.Text })
        {
            Assert.Contains("Hello Mia,", body, StringComparison.Ordinal);
            Assert.Contains("left, and 2 access reviews came to you", body, StringComparison.Ordinal);
            Assert.Contains("1 July 2026, 00:00 (Europe/Berlin)", body, StringComparison.Ordinal);
            Assert.Contains("Yearly review", body, StringComparison.Ordinal);
            Assert.DoesNotContain("https://evil", body, StringComparison.Ordinal);
        }
        Assert.DoesNotContain(mail.Text.Split('\n'), line => line.StartsWith("Engineer", StringComparison.Ordinal));
    }

    private static ReviewLetter Letter(string agent = "Order assistant", string entitlement = "orders-everything") => new(
        NoticeKind.Invitation, Campaign, "Quarterly review", "Ada Engineer", "Olga Owner", "Europe/Berlin", new(2026, 6, 30, 22, 0, 0, TimeSpan.Zero), An.Instant,
        OpenItems: 12, Agents: 3, [ReviewerReason.Owner, ReviewerReason.Sponsor],
        [new(agent, entitlement, "order-assistant", "123456789012", "Can delete any S3 object.", 90)]);

    private static Task<Data.Mail.MailContent> WriteAsync(params IReadOnlyList<ReviewLetter> letters) => Mails().WriteAsync(letters, Token);

    private static ReviewMails Mails() => new(
        new MailRenderer(new ServiceCollection().AddLogging().BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), NullLoggerFactory.Instance),
        new PortalSettings("data", new Uri("https://governance.example.com/"), MaxIngestBytes: 1, IsDemo: false));

    private static AngleSharp.Dom.IDocument Parsed(string html) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

    private static string TextOf(string html) =>
        string.Join(' ', Parsed(html).Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
