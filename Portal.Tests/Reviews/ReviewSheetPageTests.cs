using System.Net;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Data.Reviews;

namespace Portal.Tests.Reviews;

/// <summary>The page that a mail leads to, over HTTP and without scripts.</summary>
/// <param name="review">The campaign.</param>
public sealed class ReviewSheetPageTests(LaunchedReview review) : IClassFixture<LaunchedReview>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Sheet => new(review.Sheet, UriKind.Relative);

    private Uri Summary => new($"{review.Sheet}/summary", UriKind.Relative);

    [Fact]
    public async Task Mail_leads_to_the_configured_address_whatever_the_launching_request_said()
    {
        await using var db = await review.Server.OpenDatabaseAsync();
        var id = review.Sheet.Split('/')[2];
        var mails = await db.OutboxMessages.AsNoTracking().Where(m => m.AboutId == id).ToListAsync(Token);

        Assert.NotEmpty(mails);
        Assert.Equal(mails.Count, mails.Select(m => m.ToAddress).Distinct(StringComparer.Ordinal).Count());
        Assert.All(mails, m => Assert.Contains($"http://governance.example.com{review.Sheet}", m.Text, StringComparison.Ordinal));
        Assert.All(mails, m => Assert.DoesNotContain("evil.example", m.Html + m.Text + m.Subject, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_link_alone_shows_nothing()
    {
        using var stranger = review.Server.CreateClient();
        using var colleague = await review.Server.SignInAsync("auditor");

        using var unknown = await stranger.GetAsync(Sheet, Token);
        using var other = await colleague.GetAsync(Sheet, Token);

        Assert.Equal(HttpStatusCode.Redirect, unknown.StatusCode);
        Assert.Contains("/account/login", unknown.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var page = await other.Content.ReadAsStringAsync(Token);
        Assert.Contains("Nothing here for you to review", page, StringComparison.Ordinal);
        Assert.DoesNotContain(LaunchedReview.Name, page, StringComparison.Ordinal);
        Assert.Empty(Parsed(page).QuerySelectorAll("form[action^='/reviews'], fieldset"));
    }

    [Fact]
    public async Task Looking_changes_nothing_however_often()
    {
        using var owner = await review.Server.SignInAsync("owner");
        await using var db = await review.Server.OpenDatabaseAsync();
        var before = await StatesAsync(db);

        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Get })
        {
            foreach (var query in new[] { string.Empty, "?saved=true", "?_handler=answers&answer=revoke", "?after=nonsense" })
            {
                using var request = new HttpRequestMessage(method, new Uri(review.Sheet + query, UriKind.Relative));
                using var response = await owner.SendAsync(request, Token);
                Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
            }
        }

        Assert.Equal(before, await StatesAsync(db));
    }

    [Fact]
    public async Task Drafts_are_checked_and_submitted_together_and_what_is_not_ready_stays_as_it_was_written()
    {
        using var owner = await review.Server.SignInAsync("owner");
        var page = Parsed(await owner.GetStringAsync(Sheet, Token));
        var items = page.QuerySelectorAll("fieldset").Where(f => f.QuerySelector("input[type=radio]:not([checked])") is not null && f.QuerySelector("input[checked]") is null).Take(2).ToList();
        Assert.Equal(2, items.Count);
        var form = HiddenFields(page);
        form[Answer(items[0])] = "attest";
        form[Reason(items[0])] = "Needed for the night run.";
        form[Answer(items[1])] = "revoke";
        form[Reason(items[1])] = "   ";

        form["go"] = "summary";
        using var kept = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);

        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.EndsWith($"{review.Sheet}/summary", kept.Headers.Location!.OriginalString, StringComparison.Ordinal);
        await using var db = await review.Server.OpenDatabaseAsync();
        Assert.Equal((ReviewItemState.Open, ReviewItemState.Open), (await StateAsync(db, items[0]), await StateAsync(db, items[1])));
        var summary = Parsed(await owner.GetStringAsync(Summary, Token));
        var problem = Assert.Single(summary.QuerySelectorAll(".summary-part li"), li => li.QuerySelector("a")!.GetAttribute("href")!.EndsWith($"#{items[1].Id}", StringComparison.Ordinal));
        Assert.Contains("A reason is needed here.", problem.TextContent, StringComparison.Ordinal);
        Assert.Contains("Submit 1 answer", summary.QuerySelector("button.primary")!.TextContent, StringComparison.Ordinal);

        using var submitted = await owner.PostAsync(Summary, new FormUrlEncodedContent(HiddenFields(summary)), Token);

        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
        Assert.Contains("1 answer submitted", await submitted.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal((ReviewItemState.Attested, ReviewItemState.Open), (await StateAsync(db, items[0]), await StateAsync(db, items[1])));
        var again = Parsed(await owner.GetStringAsync(Sheet, Token));
        Assert.Equal("revoke", again.GetElementById(items[1].Id!)!.QuerySelector("input[checked]")!.GetAttribute("value"));

        form = HiddenFields(again);
        form[Answer(items[1])] = "revoke";
        form[Reason(items[1])] = "Nobody knows what for.";
        using var saved = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);
        Assert.EndsWith($"{review.Sheet}?saved=true", saved.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var done = await owner.PostAsync(Summary, new FormUrlEncodedContent(HiddenFields(Parsed(await owner.GetStringAsync(Summary, Token)))), Token);

        Assert.EndsWith($"{review.Sheet}?submitted=true", done.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal(ReviewItemState.Revoked, await StateAsync(db, items[1]));
    }

    [Fact]
    public async Task A_day_that_is_none_is_said_beside_it_and_the_rest_is_kept()
    {
        using var owner = await review.Server.SignInAsync("owner");
        var page = Parsed(await owner.GetStringAsync(Sheet, Token));
        var items = page.QuerySelectorAll("fieldset").Where(f => f.QuerySelector("input[type=radio]:not([checked])") is not null && f.QuerySelector("input[checked]") is null).Take(2).ToList();
        var form = HiddenFields(page);
        form[Answer(items[0])] = "attest";
        form[$"until.{items[0].Id!["item-".Length..]}"] = "next summer";
        form[Answer(items[1])] = "attest";
        form[$"until.{items[1].Id!["item-".Length..]}"] = "2031-03-31";

        using var refused = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);

        var again = Parsed(await refused.Content.ReadAsStringAsync(Token));
        Assert.Contains("2027-03-31", again.GetElementById(items[0].Id!)!.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Null(again.GetElementById(items[1].Id!)!.QuerySelector("[role=alert]"));
        Assert.Equal("2031-03-31", Parsed(await owner.GetStringAsync(Sheet, Token)).GetElementById(items[1].Id!)!.QuerySelector("input[type=date]")!.GetAttribute("value"));
        await using var db = await review.Server.OpenDatabaseAsync();
        var id = new ReviewItemId(Guid.Parse(items[1].Id!["item-".Length..]));
        Assert.Equal(new DateTimeOffset(2031, 4, 1, 0, 0, 0, TimeSpan.Zero), (await db.ReviewDrafts.SingleAsync(d => d.ItemId == id, Token)).Until);
        await db.ReviewDrafts.ExecuteDeleteAsync(Token);
    }

    [Fact]
    public async Task Asking_sends_a_question_keeps_the_drafts_and_the_reply_is_shown()
    {
        using var owner = await review.Server.SignInAsync("owner");
        using var manager = await review.Server.SignInAsync("manager");
        await using var db = await review.Server.OpenDatabaseAsync();
        var name = review.Server.Get<Portal.Demo.Personas>().All.Single(a => a.Persona == Portal.Demo.Persona.Manager).Name;
        var email = await db.People.Where(p => p.Name == name).Select(p => p.Email).SingleAsync(Token);
        var page = Parsed(await owner.GetStringAsync(Sheet, Token));
        var items = page.QuerySelectorAll("fieldset").Where(f => f.QuerySelector("button[name=ask]") is not null).Take(2).ToList();
        var form = HiddenFields(page);
        var id = items[0].Id!["item-".Length..];
        form[Answer(items[1])] = "attest";
        form["ask"] = id;
        form[$"to.{id}"] = "nobody@nowhere.example";
        form[$"question.{id}"] = "Does the night run need it?";
        using var unknown = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);
        var again = Parsed(await unknown.Content.ReadAsStringAsync(Token)).GetElementById(items[0].Id!)!;
        Assert.Contains("Nobody else with this mail address", again.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Does the night run need it?", again.QuerySelector($"details[open] input[name='question.{id}']")!.GetAttribute("value"));
        form[$"to.{id}"] = email;

        using var asked = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);

        Assert.EndsWith("?paused=asked", asked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var question = await db.ItemPauses.AsNoTracking().SingleAsync(Token);
        var mail = await db.OutboxMessages.AsNoTracking().SingleAsync(m => m.Text.Contains("night run"), Token);
        var address = $"/reviews/questions/{question.Id.Value}";
        Assert.Contains($"http://governance.example.com{address}", mail.Text, StringComparison.Ordinal);
        Assert.Contains("No question waits for you here", await owner.GetStringAsync(new Uri(address, UriKind.Relative), Token), StringComparison.Ordinal);
        var reply = Parsed(await manager.GetStringAsync(new Uri(address, UriKind.Relative), Token));
        var fields = reply.QuerySelectorAll<IHtmlInputElement>("form[action^='/reviews/questions'] input[type=hidden]").ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
        fields["reply"] = "No, it never did.";
        using var sent = await manager.PostAsync(new Uri(address, UriKind.Relative), new FormUrlEncodedContent(fields), Token);
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var shown = Parsed(await owner.GetStringAsync(Sheet, Token));
        Assert.Contains("“No, it never did.”", shown.GetElementById(items[0].Id!)!.TextContent, StringComparison.Ordinal);
        Assert.Equal("attest", shown.GetElementById(items[1].Id!)!.QuerySelector("input[checked]")!.GetAttribute("value"));
        await db.ReviewDrafts.ExecuteDeleteAsync(Token);
    }

    [Fact]
    public async Task A_form_of_another_site_or_of_someone_else_decides_nothing()
    {
        using var owner = await review.Server.SignInAsync("owner");
        using var engineer = await review.Server.SignInAsync("auditor");
        var form = HiddenFields(Parsed(await owner.GetStringAsync(Sheet, Token)));
        var item = Parsed(await owner.GetStringAsync(Sheet, Token)).QuerySelectorAll("fieldset").First(f => f.QuerySelector("input[type=radio]") is not null);
        form[Answer(item)] = "revoke";
        form[Reason(item)] = "Not mine to say.";
        await using var db = await review.Server.OpenDatabaseAsync();
        var before = await StatesAsync(db);

        using var stolen = await engineer.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);
        form.Remove("__RequestVerificationToken");
        using var forged = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);

        Assert.Equal(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.False(stolen.StatusCode is HttpStatusCode.Redirect);
        Assert.Equal(before, await StatesAsync(db));
    }

    [Fact]
    public async Task A_policy_of_a_privileged_agent_is_shown_by_a_button_and_recorded_and_what_was_answered_stays()
    {
        using var owner = await review.Server.SignInAsync("owner");
        await using var db = await review.Server.OpenDatabaseAsync();
        var item = Parsed(await owner.GetStringAsync(Sheet, Token)).QuerySelectorAll("fieldset").First(f => f.QuerySelector("input[type=radio]") is not null && f.QuerySelector("details pre") is not null);
        var id = new ReviewItemId(Guid.Parse(item.Id!["item-".Length..]));
        var identity = await db.ReviewItems.Where(i => i.Id == id).Select(i => i.IdentityId).SingleAsync(Token);
        await db.Identities.Where(i => i.Id == identity).ExecuteUpdateAsync(u => u.SetProperty(i => i.IsAdministrator, true), Token);
        var readings = db.AuditEntries.Where(e => e.Action == "policy.read");

        var page = Parsed(await owner.GetStringAsync(Sheet, Token));
        var held = page.GetElementById(item.Id!)!;
        Assert.Null(held.QuerySelector("details pre"));
        Assert.Equal(0, await readings.CountAsync(Token));
        var form = HiddenFields(page);
        form[Answer(held)] = "attest";
        form[Reason(held)] = "Needed for the night run.";
        form["show"] = held.QuerySelector("button[name=show]")!.GetAttribute("value")!;
        var before = await StatesAsync(db);
        using var shown = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);
        form["show"] = new string('0', 64);
        using var foreign = await owner.PostAsync(Sheet, new FormUrlEncodedContent(form), Token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (shown.StatusCode, foreign.StatusCode));
        var opened = Parsed(await shown.Content.ReadAsStringAsync(Token)).GetElementById(item.Id!)!;
        Assert.Contains("Statement", opened.QuerySelector("details[open] pre")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("attest", opened.QuerySelector("input[checked]")!.GetAttribute("value"));
        Assert.Equal("Needed for the night run.", opened.QuerySelector("input.input")!.GetAttribute("value"));
        Assert.Equal(before, await StatesAsync(db));
        Assert.Equal(1, await readings.CountAsync(Token));
    }

    [Theory]
    [InlineData("/campaigns/new", HttpStatusCode.Forbidden)]
    public async Task A_refused_post_says_what_it_was_refused_for(string path, HttpStatusCode expected)
    {
        using var owner = await review.Server.SignInAsync("owner");

        using var response = await owner.PostAsync(new Uri(path, UriKind.Relative), new FormUrlEncodedContent([new("a", "b")]), Token);

        Assert.Equal(expected, response.StatusCode);
        Assert.Contains("<html", await response.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    private static Dictionary<string, string> HiddenFields(IHtmlDocument page)
    {
        var form = (IHtmlFormElement)page.QuerySelector("form[action^='/reviews']")!;
        return form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);
    }

    private static string Answer(IElement item) => item.QuerySelector("input[type=radio]")!.GetAttribute("name")!;

    private static string Reason(IElement item) => Answer(item).Replace("answer.", "reason.", StringComparison.Ordinal);

    private static async Task<ReviewItemState> StateAsync(Data.Storage.GovernanceDb db, IElement item)
    {
        var id = new ReviewItemId(Guid.Parse(item.Id!["item-".Length..]));
        return await db.ReviewItems.AsNoTracking().Where(i => i.Id == id).Select(i => i.State).SingleAsync(Token);
    }

    private static async Task<string> StatesAsync(Data.Storage.GovernanceDb db)
    {
        var states = await db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).Select(i => new { i.Id, i.State, i.Revision, i.ReviewerId }).ToListAsync(Token);
        return new StringBuilder().AppendJoin('\n', states).ToString();
    }

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);
}
