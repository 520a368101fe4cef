using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.MicroReviews;
using Portal.Reviews;
using Portal.Tests.Support;
using Quartz;

namespace Portal.Tests.Reviews.MicroReviews;

/// <summary>The pages of rules that open micro-reviews, and the job that does what they say.</summary>
public sealed class MicroReviewPagesTests : BunitContext, IClassFixture<LaunchedReview>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LaunchedReview _review;
    private readonly IServiceScope _scope;
    private bool _isSignedIn;

    public MicroReviewPagesTests(LaunchedReview review)
    {
        _review = review;
        _scope = review.Server.Services.CreateScope();
        Services.AddMudServices();
        Services.AddFallbackServiceProvider(_scope.ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        DefaultWaitTimeout = Patience;
    }

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_rule_shows_what_it_would_have_caught_before_it_is_saved_as_it_is_shown()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/micro-reviews/new?environment=production");
        var page = Render<MicroReviewPage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("form");
        await page.Find("input[placeholder]").ChangeAsync(new() { Value = "High risk in production" });
        await page.Find("select").ChangeAsync(new() { Value = nameof(MicroReviewTrigger.RiskReached) });
        await page.Find("input[inputmode=numeric]").ChangeAsync(new() { Value = "1" });
        await using var db = await _review.Server.OpenDatabaseAsync();
        var agents = db.Agents;
        var identity = await db.Identities.Where(i => agents.Any(a => a.Id == i.AgentId && a.Environment == AgentEnvironment.Production)).Select(i => i.Id).FirstAsync(Token);
        db.Add(new RiskChange { IdentityId = identity, At = _review.Server.Get<TimeProvider>().GetUtcNow(), From = 0, To = 100, Came = [], Went = [] });
        await db.SaveChangesAsync(Token);

        await page.FindAll("button").Single(b => b.TextContent == "What it would have caught").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("ul[aria-label='What it would have caught'] li")));
        Assert.Contains("In the last 90 days", page.Find("[role=status]").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("campaigns/micro-reviews/0", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var saved = await db.MicroReviewRules.AsNoTracking().SingleAsync(r => r.Name == "High risk in production", Token);
        Assert.Equal((MicroReviewTrigger.RiskReached, 1, "?environment=production", 3, true), (saved.Trigger, saved.Threshold, saved.Filter, saved.DueDays, saved.IsActive));
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_beside_its_field_and_nothing_is_caught_by_it()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/micro-reviews/new");
        var page = Render<MicroReviewPage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("form");
        await page.Find("select").ChangeAsync(new() { Value = nameof(MicroReviewTrigger.Dormant) });
        await page.Find("input[inputmode=numeric]").ChangeAsync(new() { Value = "many" });

        await page.FindAll("button").Single(b => b.TextContent == "What it would have caught").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("whole number from 1", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("ul[aria-label='What it would have caught'] li"));
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains(page.FindAll(".notice"), n => n.TextContent.Contains("Give it a name", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Somebody_who_only_reads_sees_what_set_a_rule_off_and_saves_nothing()
    {
        var owner = (await AsAsync(Role.SecurityEngineer)).Person!.Value;
        await using var db = await _review.Server.OpenDatabaseAsync();
        var rule = A.MicroReviewRule(owner);
        var change = await db.Changes.Select(c => c.Id).FirstAsync(Token);
        var occasion = new MicroReviewOccasion
        {
            RuleId = rule.Id,
            Key = "owner/1",
            IdentityId = await db.Identities.Select(i => i.Id).FirstAsync(Token),
            ChangeId = change,
            At = An.Instant,
            FoundAt = An.Instant,
            Why = "<b>left</b>",
        };
        (rule.Occasions, rule.IsActive) = (1, false);
        db.AddRange(rule, occasion);
        await db.SaveChangesAsync(Token);
        var auditor = await AsAsync(Role.Auditor);

        var list = Render<MicroReviewsPage>(auditor);
        list.WaitForAssertion(() => Assert.Contains(rule.Name, list.Markup, StringComparison.Ordinal));
        Assert.Empty(list.FindAll("a.primary"));
        var page = Render<MicroReviewPage>(auditor, p => p.Add(c => c.Id, rule.Id.Value));
        page.WaitForAssertion(() => Assert.Contains("waits for the next review", page.Markup, StringComparison.Ordinal));
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll("button[type=submit], button.danger"));
        Assert.DoesNotContain("<b>left</b>", page.Markup, StringComparison.Ordinal);
        var panel = Render<MicroReviewPanel>(auditor, p => p.Add(c => c.Change, change));
        panel.WaitForAssertion(() => Assert.Contains("waits for the next review", panel.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_job_opens_what_rules_ask_for()
    {
        var owner = (await AsAsync(Role.SecurityEngineer)).Person!.Value;
        await using var db = await _review.Server.OpenDatabaseAsync();
        var rule = A.MicroReviewRule(owner);
        (rule.Trigger, rule.Threshold, rule.GatherMinutes) = (MicroReviewTrigger.RiskReached, 99, 0);
        var identity = await db.ReviewItems.Select(i => i.IdentityId).FirstAsync(Token);
        db.AddRange(rule, new RiskChange { IdentityId = identity, At = _review.Server.Get<TimeProvider>().GetUtcNow(), From = 98, To = 99, Came = [], Went = [] });
        await db.SaveChangesAsync(Token);

        await new MicroReviewJob(_review.Server.Get<StartMicroReviews>()).Execute(context: null!, Token);

        var opened = await db.MicroReviewRules.AsNoTracking().SingleAsync(r => r.Id == rule.Id, Token);
        var scheduler = await _review.Server.Get<ISchedulerFactory>().GetScheduler(Token);
        Assert.NotNull(await scheduler.GetTrigger(new TriggerKey("micro-reviews"), Token));
        Assert.Equal(1, opened.Reviews);
        Assert.NotNull(opened.CampaignId);
        var page = Render<MicroReviewPanel>(await AsAsync(Role.Auditor), p => p.Add(c => c.Campaign, opened.CampaignId));
        page.WaitForAssertion(() => Assert.Contains("from 98 to 99", page.Markup, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _scope.Dispose();
        }
    }

    private IRenderedComponent<T> Render<T>(Caller by, Action<ComponentParameterCollectionBuilder<T>>? parameters = null)
        where T : IComponent
    {
        if (!_isSignedIn)
        {
            _isSignedIn = true;
            RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(by.ToPrincipal("tests")))));
            Render<MudPopoverProvider>();
            Render<MudDialogProvider>();
        }
        return Render<T>(p => parameters?.Invoke(p));
    }

    private async Task<Caller> AsAsync(Role role)
    {
        await using var db = await _review.Server.OpenDatabaseAsync();
        var person = (await db.People.AsNoTracking().Where(p => p.IsActive).ToListAsync(Token)).First(p => p.AssignedRoles.Contains(role));
        return new() { Kind = CallerKind.Person, Id = person.Id.Value.ToString(), Name = person.Name, Roles = [role] };
    }
}
