using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Portal.Data.People;
using Portal.Data.Reviews;

namespace Portal.Tests.Reviews.Reassignment;

/// <summary>Where “not mine” in a mail leads, over HTTP and without scripts.</summary>
/// <param name="review">The campaign.</param>
public sealed class PassOnPageTests(LaunchedReview review) : IClassFixture<LaunchedReview>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Uri Page => new(review.Sheet + "/pass-on", UriKind.Relative);

    [Fact]
    public async Task Looking_at_it_passes_nothing_on_and_somebody_else_learns_nothing()
    {
        using var owner = await review.Server.SignInAsync("owner");
        using var auditor = await review.Server.SignInAsync("auditor");
        await using var db = await review.Server.OpenDatabaseAsync();
        var before = await ReviewersAsync(db);

        using var looked = await owner.GetAsync(new Uri(Page.OriginalString + "?_handler=passOn&item=x&reason=y", UriKind.Relative), Token);
        var other = await auditor.GetStringAsync(Page, Token);

        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Contains("Nothing here for you to review", other, StringComparison.Ordinal);
        Assert.DoesNotContain(LaunchedReview.Name, other, StringComparison.Ordinal);
        Assert.Equal(before, await ReviewersAsync(db));
    }

    [Fact]
    public async Task What_is_ticked_goes_to_who_is_named_and_the_rest_stays()
    {
        using var owner = await review.Server.SignInAsync("owner");
        await using var db = await review.Server.OpenDatabaseAsync();
        var page = Parsed(await owner.GetStringAsync(Page, Token));
        var ticks = page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").ToList();
        Assert.True(ticks.Count > 1);
        var (moved, kept) = (new ReviewItemId(Guid.Parse(ticks[0].Value)), new ReviewItemId(Guid.Parse(ticks[1].Value)));
        var asked = await db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == moved, Token);
        var to = await db.People.AsNoTracking().Where(p => p.IsActive && p.Id != asked.ReviewerId && p.Id != asked.SubjectId).OrderByDescending(p => p.Name).FirstAsync(Token);
        var form = Hidden(page);
        form["item"] = ticks[0].Value;
        form["to"] = to.Email;

        using var silent = await owner.PostAsync(Page, new FormUrlEncodedContent(form), Token);
        var refused = await silent.Content.ReadAsStringAsync(Token);
        form["to"] = "nobody@example.invalid";
        form["reason"] = "They run it now.";
        using var unknown = await owner.PostAsync(Page, new FormUrlEncodedContent(form), Token);
        var notFound = await unknown.Content.ReadAsStringAsync(Token);
        form["to"] = to.Email;
        using var done = await owner.PostAsync(Page, new FormUrlEncodedContent(form), Token);
        var said = Parsed(await done.Content.ReadAsStringAsync(Token));

        Assert.Contains("Say why", refused, StringComparison.Ordinal);
        Assert.Contains("Nobody with this mail address works here", notFound, StringComparison.Ordinal);
        Assert.Contains("1 permission reassigned", said.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(said.QuerySelector($"input[value='{ticks[0].Value}']"));
        var after = await db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == moved, Token);
        Assert.Equal((to.Id, ReviewerReason.Reassigned), (after.ReviewerId, after.ReviewerReason));
        Assert.Equal(("They run it now.", asked.ReviewerId), (after.Trail[^1].Reason, after.Trail[^1].Person!.Value));
        Assert.Equal(asked.ReviewerId, await db.ReviewItems.Where(i => i.Id == kept).Select(i => i.ReviewerId).SingleAsync(Token));
    }

    [Fact]
    public async Task Without_a_name_who_comes_next_is_asked_and_without_a_tick_nobody()
    {
        using var owner = await review.Server.SignInAsync("owner");
        await using var db = await review.Server.OpenDatabaseAsync();
        var page = Parsed(await owner.GetStringAsync(Page, Token));
        var form = Hidden(page);

        using var nothing = await owner.PostAsync(Page, new FormUrlEncodedContent(form), Token);
        Assert.Contains("Tick at least one", await nothing.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);

        var id = page.QuerySelectorAll<IHtmlInputElement>("input[type=checkbox]").Last().Value;
        form["item"] = id;
        using var done = await owner.PostAsync(Page, new FormUrlEncodedContent(form), Token);

        Assert.Contains("passed on to who comes next", await done.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        var item = await db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == new ReviewItemId(Guid.Parse(id)), Token);
        Assert.Contains(item.Trail, h => h is { Why: PassedOver.SaidNotMine, AskedUntil: not null });
    }

    private static async Task<string> ReviewersAsync(Data.Storage.GovernanceDb db) =>
        string.Join(',', await db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).Select(i => i.ReviewerId).ToListAsync(Token));

    private static Dictionary<string, string> Hidden(IHtmlDocument page) =>
        page.QuerySelector("form[action^='/reviews']")!.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").ToDictionary(i => i.Name!, i => i.Value, StringComparer.Ordinal);

    private static IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);
}
