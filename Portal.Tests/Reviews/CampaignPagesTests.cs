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
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Reviews;

namespace Portal.Tests.Reviews;

/// <summary>The pages of those who run reviews, over the commands and queries of a portal with a launched campaign.</summary>
public sealed class CampaignPagesTests : BunitContext, IClassFixture<LaunchedReview>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly LaunchedReview _review;
    private readonly IServiceScope _scope;

    public CampaignPagesTests(LaunchedReview review)
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

    private Guid Campaign => Guid.Parse(_review.Sheet.Split('/')[2]);

    [Fact]
    public async Task A_campaign_counts_what_was_answered_as_it_is_answered()
    {
        var page = Render<CampaignPage>(await AsAsync(Role.SecurityEngineer), p => p.Add(c => c.Campaign, Campaign));
        page.WaitForElement("[role=progressbar]");
        var before = int.Parse(page.Find("[role=progressbar]").GetAttribute("aria-valuenow")!, System.Globalization.CultureInfo.InvariantCulture);

        await AnswerOneAsync(DecisionKind.Attest, "Needed for the night run.");

        page.WaitForAssertion(() => Assert.Equal(
            (before + 1).ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find("[role=progressbar]").GetAttribute("aria-valuenow")));
        Assert.Contains("Kept: ", page.Markup, StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll("ul[aria-label=Reviewers] li"));
    }

    [Fact]
    public async Task A_campaign_with_stages_is_prepared_on_the_page_as_it_is_shown()
    {
        var page = Render<NewCampaignPage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("dl.facts");
        page.Find("input[maxlength='200']").Change("Reviewed by two");
        Press(page, "Add a stage");
        Press(page, "Add a stage");
        var stages = page.FindAll("[role=group][aria-label='Stage 1'], [role=group][aria-label='Stage 2']");
        Assert.Equal(2, stages.Count);
        page.Find("[role=group][aria-label='Stage 2'] input.input").Change("Second opinion");

        page.Find("form").Submit();

        await using var db = await _review.Server.OpenDatabaseAsync();
        page.WaitForAssertion(() => Assert.EndsWith(
            db.Campaigns.AsNoTracking().Single(c => c.Name == "Reviewed by two").Id.Value.ToString(), Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var made = await db.Campaigns.AsNoTracking().SingleAsync(c => c.Name == "Reviewed by two", Token);
        Assert.Equal(["Owners", "Second opinion"], made.Stages.Select(s => s.Name));
        Assert.Equal([ReviewerRuleKind.Owner, ReviewerRuleKind.RoleHolders], made.Stages.Select(s => s.Rule.Kind));
    }

    [Fact]
    public async Task A_stage_that_makes_no_sense_is_said_so_beside_the_stages()
    {
        var page = Render<NewCampaignPage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("dl.facts");
        page.Find("input[maxlength='200']").Change("Reviewed by nobody");
        Press(page, "Add a stage");
        page.Find("[role=group][aria-label='Stage 1'] select").Change(nameof(ReviewerRuleKind.People));

        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("Stage 1: Name 1 to 20 people.", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_revoke_stands_there_with_its_command_and_what_gives_it_back()
    {
        var item = await AnswerOneAsync(DecisionKind.Revoke, "Nothing uses it.");

        var page = Render<CampaignPage>(await AsAsync(Role.SecurityEngineer), p => p.Add(c => c.Campaign, Campaign));

        page.WaitForAssertion(() => Assert.Contains("Nothing uses it.", page.Find("article.remediation").TextContent, StringComparison.Ordinal));
        await using var db = await _review.Server.OpenDatabaseAsync();
        var remediation = await db.Remediations.AsNoTracking().SingleAsync(r => r.ItemId == item, Token);
        Assert.NotNull(remediation.Command);
        var commands = page.FindAll("article.remediation pre").Select(pre => pre.TextContent).ToList();
        Assert.Contains(remediation.Command, commands);
        Assert.Contains(remediation.Inverse, commands);
    }

    [Fact]
    public async Task What_somebody_ran_waits_for_its_proof()
    {
        var item = await AnswerOneAsync(DecisionKind.Revoke, "Nobody asked for it.");
        var by = await AsAsync(Role.SecurityEngineer);
        await using var scope = _review.Server.Services.CreateAsyncScope();
        var row = (await scope.ServiceProvider.GetRequiredService<RemediationQueries>().ListAsync(new() { Campaign = new CampaignId(Campaign) }, new(), by, Token)).Items
            .Single(r => r.ItemId == item);
        var moved = 0;
        var part = Render<RemediationPart>(by, p => p.Add(r => r.Remediation, row).Add(r => r.By, by).Add(r => r.OnMoved, () => moved++));

        await part.FindAll("button").Single(b => b.TextContent == "I ran it").ClickAsync(new());

        part.WaitForAssertion(() => Assert.Equal(1, moved));
        await using var db = await _review.Server.OpenDatabaseAsync();
        var stored = await db.Remediations.AsNoTracking().SingleAsync(r => r.Id == row.Id, Token);
        Assert.Equal(RemediationState.Applied, stored.State);
        Assert.Null(stored.ProofTakenAt);
    }

    [Fact]
    public async Task Somebody_who_only_reads_is_offered_no_step()
    {
        await AnswerOneAsync(DecisionKind.Revoke, "It is too wide.");

        var page = Render<CampaignPage>(await AsAsync(Role.Auditor), p => p.Add(c => c.Campaign, Campaign));

        page.WaitForElement("article.remediation");
        Assert.Empty(page.FindAll("article.remediation button:not([data-copy], [aria-label^='Show the text'])"));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent is "Close" or "Give up" or "Launch");
    }

    [Fact]
    public async Task No_such_campaign_is_said_so()
    {
        var page = Render<CampaignPage>(await AsAsync(Role.SecurityEngineer), p => p.Add(c => c.Campaign, Guid.CreateVersion7()));

        page.WaitForAssertion(() => Assert.Contains("There is no such campaign", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_preview_says_what_a_filter_would_come_to()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/new?environment=production");
        var by = await AsAsync(Role.SecurityEngineer);
        var expected = await _scope.ServiceProvider.GetRequiredService<CampaignQueries>().PreviewAsync(new CampaignScope("?environment=production"), by, Token);

        var page = Render<NewCampaignPage>(by);

        page.WaitForElement("dl.facts");
        Assert.True(expected.Counts.Entitlements > 0);
        Assert.Equal($"{expected.Counts.Entitlements} permissions", page.Find("dl.facts dd").TextContent);
        Assert.Equal(expected.Reviewers.Count, page.FindAll("ul[aria-label=Reviewers] li").Count);
    }

    [Fact]
    public async Task A_filter_that_nothing_fits_says_what_to_do()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/new?q=nothingiscalledthis");

        var page = Render<NewCampaignPage>(await AsAsync(Role.SecurityEngineer));

        page.WaitForAssertion(() => Assert.Contains("Widen the filter", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_campaign_without_a_name_is_not_prepared_and_says_why()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("campaigns/new");
        var page = Render<NewCampaignPage>(await AsAsync(Role.SecurityEngineer));
        page.WaitForElement("dl.facts");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("name", page.Find("[role=alert], .notice").TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.EndsWith("campaigns/new", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
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
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(by.ToPrincipal("tests")))));
        Render<MudPopoverProvider>();
        Render<MudDialogProvider>();
        return Render<T>(p => parameters?.Invoke(p));
    }

    private async Task<Caller> AsAsync(Role role)
    {
        await using var db = await _review.Server.OpenDatabaseAsync();
        var person = (await db.People.AsNoTracking().Where(p => p.IsActive).ToListAsync(Token)).First(p => p.AssignedRoles.Contains(role));
        return new() { Kind = CallerKind.Person, Id = person.Id.Value.ToString(), Name = person.Name, Roles = [role] };
    }

    private static void Press(IRenderedComponent<NewCampaignPage> page, string button) =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == button).Click();

    // Through the reviewer's own command, one that nobody has answered.
    private async Task<ReviewItemId> AnswerOneAsync(DecisionKind answer, string reason)
    {
        await using var db = await _review.Server.OpenDatabaseAsync();
        var campaign = new CampaignId(Campaign);
        var item = await db.ReviewItems.AsNoTracking().Where(i => i.CampaignId == campaign && i.State == ReviewItemState.Open).OrderBy(i => i.Id).FirstAsync(Token);
        var by = new Caller { Kind = CallerKind.Person, Id = item.ReviewerId.Value.ToString(), Name = "Reviewer", Roles = [] };
        await using var scope = _review.Server.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DecideReviewItems>().RunAsync(campaign, [new(item.Id, answer, reason)], DecisionChannel.Page, by, Token);
        return item.Id;
    }
}
