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

        Assert.All(Parsed(mail.Html).QuerySelectorAll("a"), a => Assert.Contains(a.GetAttribute("href"), new[] { Link.ToString(), $"{Link}/pass-on" }));
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
        var second = $"https://governance.example.com/reviews/{other.Value}";
        Assert.Equal([Link.ToString(), $"{Link}/pass-on", second, $"{second}/pass-on", "https://governance.example.com/reviews"], links);
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

    [Fact]
    public async Task Not_mine_leads_to_a_page_of_its_own_in_both_forms()
    {
        var mail = await WriteAsync(Letter());

        Assert.Contains($"{Link}/pass-on", mail.Text, StringComparison.Ordinal);
        Assert.Contains(Parsed(mail.Html).QuerySelectorAll("a"), a => a.GetAttribute("href") == $"{Link}/pass-on");
    }

    [Theory]
    [InlineData(null, null, "the access stays and is reported as unanswered under your name", "by the time that the review is closed")]
    [InlineData(50, 7, "access with a risk of 50 or more is taken away", "by Wednesday, 8 July 2026, 00:00 (Europe/Berlin)")]
    [InlineData(0, 0, "the access is taken away by the review's policy", "by Wednesday, 1 July 2026, 00:00 (Europe/Berlin)")]
    public async Task What_happens_without_an_answer_and_when_is_what_the_policy_says(int? risk, int? days, string what, string when)
    {
        var mail = await WriteAsync(Letter() with { NoAnswer = new(risk, MostDisabled: 10, days) });

        foreach (var body in new[] { TextOf(mail.Html), mail.Text })
        {
            Assert.Contains(what, body, StringComparison.Ordinal);
            Assert.Contains(when, body, StringComparison.Ordinal);
            Assert.Contains("nobody is said to have approved it", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_due_date_comes_for_the_calendar_and_a_name_adds_no_line_to_it()
    {
        var name = "Quarterly; review, of\r\nEND:VCALENDAR\r\nBEGIN:VEVENT \\ " + string.Concat(Enumerable.Repeat("größte Übersicht 🤖 ", 12));
        var mail = await WriteAsync(Letter() with { CampaignName = name });
        var again = await WriteAsync(Letter() with { Kind = NoticeKind.OneDayLeft, At = An.Instant.AddDays(1) });

        var raw = mail.Calendar!.Split("\r\n");
        Assert.All(raw, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        var lines = mail.Calendar.Replace("\r\n ", string.Empty, StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        Assert.Equal("END:VCALENDAR", lines[^1]);
        Assert.Single(lines, l => l == "END:VCALENDAR");
        Assert.Single(lines, l => l == "BEGIN:VEVENT");
        Assert.Contains("DTEND:20260630T220000Z", lines);
        Assert.Contains($"URL:{Link}", lines);
        var summary = Assert.Single(lines, l => l.StartsWith("SUMMARY:", StringComparison.Ordinal));
        Assert.Contains("Quarterly\\; review\\, of", summary, StringComparison.Ordinal);
        Assert.Contains("größte Übersicht 🤖", summary, StringComparison.Ordinal);
        Assert.Equal(Line(mail.Calendar, "UID:"), Line(again.Calendar!, "UID:"));
    }

    [Fact]
    public async Task What_is_overdue_is_no_date_any_more_and_several_reviews_are_one_calendar()
    {
        var overdue = await WriteAsync(Letter() with { Kind = NoticeKind.Overdue, At = new(2026, 7, 1, 0, 0, 0, TimeSpan.Zero) });
        var both = await WriteAsync(Letter(), Letter() with { Campaign = CampaignId.New() });

        Assert.Null(overdue.Calendar);
        Assert.Equal(2, both.Calendar!.Split("\r\n").Count(l => l == "BEGIN:VEVENT"));
    }

    private static string Line(string calendar, string start) => calendar.Split("\r\n").Single(l => l.StartsWith(start, StringComparison.Ordinal));

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
