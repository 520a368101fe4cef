using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Changes.Delegates;
using Portal.Data.Changes.Delegates;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Delegates;

/// <summary>The pages of delegated identities, over a portal that holds some.</summary>
public sealed class DelegatePagesTests : SharedContext, IAsyncLifetime
{
    private const string NoDeletes = """{"Version":"2012-10-17","Statement":[{"Sid":"NoDeletes","Effect":"Deny","Action":"sqs:Delete*","Resource":"*","Condition":{"Bool":{"aws:ViaAWSMCPService":"true"}}}]}""";

    private TestPortalData? _stored;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync() => _stored = await TestPortalData.CreateAsync(Engine.Sqlite);

    [Fact]
    public void An_empty_list_says_where_they_come_from()
    {
        var page = Render<DelegatesPage>();

        page.WaitForAssertion(() => Assert.NotNull(page.Find(".empty a[href='/sources']")));
    }

    [Fact]
    public async Task What_a_caller_says_of_itself_is_only_probable()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights);
        await made.IngestAsync(DelegateCase.ByClaude("e1", An.Instant), DelegateCase.ByMcp("e2", An.Instant.AddMinutes(1), person: null));

        var page = Render<DelegatesPage>();

        page.WaitForAssertion(() => Assert.Equal(
            ["Developers through aws-mcp.amazonaws.com", "dana probably through Claude Code"], page.FindAll("a.row-link").Select(a => a.TextContent)));
        Assert.Equal(2, page.FindAll(".card-mark .chip").Count(c => c.TextContent == "Inherits everything"));
    }

    [Fact]
    public async Task A_filter_in_the_address_is_kept()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights, NoDeletes);
        await made.IngestAsync(DelegateCase.ByClaude("e1", An.Instant), DelegateCase.ByMcp("e2", An.Instant));
        Navigation.NavigateTo("/delegates?finding=inheritsEverything");

        var page = Render<DelegatesPage>();

        page.WaitForAssertion(() => Assert.Equal("dana probably through Claude Code", Assert.Single(page.FindAll("a.row-link")).TextContent));
    }

    [Fact]
    public async Task The_ceiling_stands_in_four_blocks_and_names_the_statement_that_limits()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights, NoDeletes);
        await made.IngestAsync(DelegateCase.ByMcp("e1", An.Instant));
        var row = Assert.Single(await made.ListAsync());

        var page = Render<DelegatePage>(p => p.Add(d => d.Id, row.Id.Value));

        page.WaitForAssertion(() => Assert.Equal(
            ["1. Rights that are inherited", "2. Limit of the agent", "3. What remains", "4. Never seen used", "Who acts with whose rights"], page.FindAll(".panel h2").Select(h => h.TextContent)));
        Assert.Contains("policy policy-1 › NoDeletes", page.Markup, StringComparison.Ordinal);
        Assert.Contains("3 actions in 1 service are allowed when the agent calls", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[role='alert']"));
        Assert.NotNull(page.Find($"a[href='/changes?identity={made.Role.Id.Value}&q=an%20agent%20through%20aws-mcp.amazonaws.com']"));
    }

    [Fact]
    public async Task Without_a_limit_the_page_says_that_everything_is_inherited()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights);
        await made.IngestAsync(DelegateCase.ByClaude("e1", An.Instant));
        var row = Assert.Single(await made.ListAsync());

        var page = Render<DelegatePage>(p => p.Add(d => d.Id, row.Id.Value));

        page.WaitForAssertion(() => Assert.Contains("Inherits everything", page.Find(".notice").TextContent, StringComparison.Ordinal));
        Assert.Contains("All of it", page.Markup, StringComparison.Ordinal);
        Assert.Contains("only by aws:UserAgent", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agents_name_from_outside_hides_nothing()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights);
        await made.IngestAsync(DelegateCase.Marked("e1", An.Instant, "agent/good\\u202Eevil"));

        var page = Render<DelegatesPage>();

        page.WaitForAssertion(() => Assert.Single(page.FindAll("a.row-link")));
        Assert.DoesNotContain("\u202E", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_identity_shows_the_agents_that_it_is_used_through_and_otherwise_nothing()
    {
        var made = await DelegateCase.CreateAsync(Stored, DelegateCase.Rights);
        var panel = Render<DelegatesPanel>(p => p.Add(d => d.Identity, made.Role.Id));
        Assert.Empty(panel.FindAll(".panel"));

        await made.IngestAsync(DelegateCase.ByClaude("e1", An.Instant));
        Feed.Publish(Portal.Data.Live.Topic.Changes);

        panel.WaitForAssertion(() => Assert.Equal("dana probably through Claude Code", panel.Find("a.row-link").TextContent));
        Assert.Equal("Inherits everything", panel.Find(".chip").TextContent);
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services) => services.AddSingleton(_ => Stored.Get<DelegateQueries>());

    /// <inheritdoc/>
    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        if (_stored is not null)
        {
            await _stored.DisposeAsync();
        }
    }
}
