using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Data.People;
using Portal.Data.Sources;
using Portal.Notices;
using Portal.Tests.Changes;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Notices;

/// <summary>The bell, the list of notices and the page of a rule.</summary>
public sealed class NoticePagesTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;
    private Caller? _by;
    private Source? _source;
    private Identity? _role;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    private Caller By => _by!;

    public async ValueTask InitializeAsync()
    {
        _stored = await TestPortalData.CreateAsync(Engine.Sqlite);
        _by = await Stored.AsAsync(Role.Administrator);
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(By.ToPrincipal("tests")))));
        (_source, _role) = await IngestEventsTests.StoreRoleAsync(Stored, "<b>role</b>");
    }

    [Fact]
    public async Task The_bell_counts_what_is_raised_while_the_page_is_open()
    {
        await Stored.StoreAsync(A.NoticeRule());
        var bell = Render<NoticeBell>();
        bell.WaitForAssertion(() => Assert.Equal("Notices", bell.Find("a").GetAttribute("aria-label")));

        await RaiseAsync("e1");

        bell.WaitForAssertion(() => Assert.Equal("1 unread notice", bell.Find("a").GetAttribute("aria-label")));
        await Stored.Get<ReadNotices>().RunAsync(which: null, until: null, By, CancellationToken.None);
        Clock.Advance(TimeSpan.FromSeconds(1));
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".badge")));
    }

    [Fact]
    public async Task A_notice_leads_to_its_change_and_is_marked_as_read()
    {
        await Stored.StoreAsync(A.NoticeRule());
        await RaiseAsync("e1");
        var page = Render<NoticesPage>();
        var link = page.WaitForElement("td a");
        Assert.StartsWith("/changes/", link.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("<b>role</b>", link.TextContent, StringComparison.Ordinal);

        await page.Find("td button").ClickAsync();

        page.WaitForAssertion(() => Assert.Contains("read", page.Find("td .chip").TextContent, StringComparison.Ordinal));
        Assert.Equal(0, await Stored.Get<NoticeQueries>().CountUnreadAsync(By, CancellationToken.None));
    }

    [Fact]
    public void Where_there_is_nothing_it_says_what_to_do()
    {
        var notices = Render<NoticesPage>();
        var rules = Render<NoticeRulesPage>();

        Assert.Equal("/notices/rules/new", notices.WaitForElement("a.primary").GetAttribute("href"));
        rules.WaitForAssertion(() => Assert.Contains("No rules yet", rules.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_webhook_is_made_with_a_secret_that_is_shown_once()
    {
        Render<MudPopoverProvider>();
        var page = Render<NoticeRulePage>();
        await page.WaitForElement("input[maxlength='100']").ChangeAsync("Production");
        await page.FindAll(".choices")[1].QuerySelector("input")!.ChangeAsync(true);
        await page.FindAll("select")[^1].ChangeAsync(nameof(NoticeChannel.Webhook));
        await page.Find("input[type=url]").ChangeAsync("https://hooks.example.org/path");

        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.StartsWith("whsec_", page.Find("pre.raw").TextContent, StringComparison.Ordinal));
        var shown = page.Find("pre.raw").TextContent;
        await using var db = await Stored.OpenAsync();
        var rule = await db.NoticeRules.SingleAsync();
        Assert.Equal(shown, LocalChannels.Instance.Open(rule.SealedSecret!));
        Assert.EndsWith($"/notices/rules/{rule.Id.Value}", Navigation.Uri, StringComparison.Ordinal);
        var again = Render<NoticeRulePage>(p => p.Add(r => r.Id, rule.Id.Value));
        again.WaitForElement("form");
        Assert.DoesNotContain("whsec_", again.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("hooks.example.org/path", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_no_sense_is_said_at_its_field()
    {
        Render<MudPopoverProvider>();
        var page = Render<NoticeRulePage>();
        await page.WaitForElement("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[role=alert]").Count));
        Assert.Contains("1 to 100 characters", page.FindAll("[role=alert]")[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_fails_says_why_and_is_tried_again()
    {
        Render<MudPopoverProvider>();
        var rule = A.PostingRule(new("http://127.0.0.1:1/"), NoticeChannel.Slack);
        await Stored.StoreAsync(rule);
        await RaiseAsync("e1");
        Stored.Clock.Advance(NoticeDelivery.Settling);
        var message = Assert.Single(await Stored.Get<NoticeOutbox>().TakeAsync(1, CancellationToken.None));
        await Stored.Get<NoticeOutbox>().AnsweredAsync(message, new(410, "no_service <script>", Pause: null), CancellationToken.None);
        var page = Render<NoticeRulePage>(p => p.Add(r => r.Id, rule.Id.Value));
        page.WaitForAssertion(() => Assert.Contains("gone for good", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script"));

        await page.FindAll("button").First(b => b.TextContent == "Try again").ClickAsync();

        await using var db = await Stored.OpenAsync();
        page.WaitForAssertion(() => Assert.Equal(NoticeDeliveryState.Waiting, db.NoticeDeliveries.AsNoTracking().Single().State));
    }

    [Fact]
    public void A_rule_that_is_not_there_is_said_to_be_missing()
    {
        var page = Render<NoticeRulePage>(p => p.Add(r => r.Id, Guid.CreateVersion7()));

        page.WaitForAssertion(() => Assert.Contains("There is no such rule", page.Markup, StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton(_ => Stored.Get<ChangeFeed>());
        services.AddSingleton(_ => Stored.Get<NoticeQueries>());
        services.AddSingleton(_ => Stored.Get<NoticeRuleQueries>());
        services.AddSingleton(_ => Stored.Get<ReadNotices>());
        services.AddSingleton(_ => Stored.Get<SaveNoticeRule>());
        services.AddSingleton(_ => Stored.Get<DeleteNoticeRule>());
        services.AddSingleton(_ => Stored.Get<TestNoticeRule>());
        services.AddSingleton(_ => Stored.Get<RetryNoticeRule>());
        services.AddSingleton(_ => Stored.Get<AgentQueries>());
        services.AddSingleton(_ => Stored.Get<PeopleQueries>());
    }

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }

    private Task<IngestResult> RaiseAsync(string id) => IngestEventsTests.IngestAsync(Stored, _source!, CloudTrail.Attach(id, An.Instant, _role!.Name, "Orders"));
}
