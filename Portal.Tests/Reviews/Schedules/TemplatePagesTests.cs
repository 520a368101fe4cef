using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Schedules;
using Portal.Reviews;
using Portal.Tests.Support;
using Quartz;

namespace Portal.Tests.Reviews.Schedules;

/// <summary>The pages of templates, and the job that starts what they say.</summary>
public sealed class TemplatePagesTests : BunitContext, IClassFixture<LaunchedReview>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LaunchedReview _review;
    private readonly IServiceScope _scope;
    private bool _isSignedIn;

    public TemplatePagesTests(LaunchedReview review)
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
    public async Task A_new_template_shows_its_next_runs_and_is_saved_as_it_is_shown()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/templates/new?environment=production");
        var page = Render<TemplatePage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("ul[aria-label='Next runs'] li");
        Assert.Equal(5, page.FindAll("ul[aria-label='Next runs'] li").Count);

        await page.Find("input[placeholder]").ChangeAsync(new() { Value = "Production, each quarter" });
        page.FindAll("button").Single(b => b.TextContent.Trim() == "Add a stage").Click();
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("campaigns/templates/0", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        await using var db = await _review.Server.OpenDatabaseAsync();
        var saved = await db.CampaignTemplates.AsNoTracking().SingleAsync(t => t.Name == "Production, each quarter", Token);
        Assert.Equal(("?environment=production", RecurrenceUnit.Months, 3, RecurrenceDay.LastBusiness), (saved.Filter, saved.Recurrence.Unit, saved.Recurrence.Every, saved.Recurrence.Day));
        Assert.True(saved.IsActive);
        Assert.Equal("Owners", Assert.Single(saved.Stages).Name);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_beside_its_field()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/templates/new");
        var page = Render<TemplatePage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("form");

        await page.Find("input[list=time-zones]").ChangeAsync(new() { Value = "Mars/Olympus" });
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("ul[aria-label='Next runs'] li")));
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("Europe/Berlin", string.Join(' ', page.FindAll(".notice").Select(n => n.TextContent)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_who_only_reads_sees_when_it_recurs_and_saves_nothing()
    {
        var owner = (await AsAsync(Role.SecurityEngineer)).Person!.Value;
        await using var db = await _review.Server.OpenDatabaseAsync();
        var template = A.CampaignTemplate(owner);
        db.Add(template);
        await db.SaveChangesAsync(Token);

        var list = Render<TemplatesPage>(await AsAsync(Role.Auditor));

        list.WaitForAssertion(() => Assert.Contains("quarterly on the last business day of the month", list.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(list.FindAll("a"), a => a.TextContent == "New template");
        var page = Render<TemplatePage>(await AsAsync(Role.Auditor), p => p.Add(t => t.Id, template.Id.Value));
        page.WaitForElement("form");
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent == "Save");
    }

    [Fact]
    public async Task A_portal_looks_each_minute_what_is_to_be_started()
    {
        var scheduler = await _review.Server.Get<ISchedulerFactory>().GetScheduler(Token);

        var trigger = Assert.IsType<ISimpleTrigger>(await scheduler.GetTrigger(new TriggerKey("schedules"), Token), exactMatch: false);

        Assert.Equal(TimeSpan.FromMinutes(1), trigger.RepeatInterval);
        Assert.Empty(_review.Server.Errors);
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
