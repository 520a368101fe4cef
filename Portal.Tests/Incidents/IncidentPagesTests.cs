using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Commands;
using Portal.Data.Incidents;
using Portal.Data.Incidents.Reports;
using Portal.Data.Inventory;
using Portal.Hosting;
using Portal.Incidents;
using Portal.Tests.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Incidents;

/// <summary>The pages of incidents over a portal that holds one.</summary>
public sealed class IncidentPagesTests : SharedContext, IAsyncLifetime
{
    private TestPortalData? _stored;

    private TestPortalData Stored => _stored ?? throw new InvalidOperationException("The database is made before the test begins.");

    public async ValueTask InitializeAsync() => _stored = await TestPortalData.CreateAsync(Engine.Sqlite);

    [Fact]
    public void An_empty_list_says_what_to_do()
    {
        var page = Render<IncidentsPage>();

        page.WaitForAssertion(() => Assert.Contains("No incident yet", page.Markup, StringComparison.Ordinal));
        Assert.NotNull(page.Find("a[href='/changes']"));
    }

    [Fact]
    public async Task The_chain_stands_in_four_columns_and_what_it_cites_leads_to_the_change()
    {
        var made = await IncidentCase.CreateAsync(Stored);
        var id = await made.MakeAsync();

        var page = Render<IncidentPage>(p => p.Add(i => i.Id, id.Value));

        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("table.chain")));
        Assert.Equal(["Link", "Observed", "Claimed by a person", "Claimed by the agent", "Control absent"], page.Find("table.chain thead").QuerySelectorAll("th").Select(h => h.TextContent));
        var change = await made.ChangeAsync("delete-1");
        Assert.NotNull(page.Find($".cites a[href='/changes/{change.Value}']"));
        Assert.Equal(64, page.Find("code.digest").TextContent.Length);
        Assert.Equal(3, page.FindAll("a[download]").Count);
    }

    [Fact]
    public async Task What_somebody_says_is_added_as_a_claim()
    {
        var made = await IncidentCase.CreateAsync(Stored);
        var id = await made.MakeAsync();
        Clock.SetUtcNow(Stored.Clock.GetUtcNow());
        var page = Render<IncidentPage>(p => p.Add(i => i.Id, id.Value));
        page.WaitForAssertion(() => Assert.NotEmpty(page.FindAll("form[aria-label='Add a statement']")));

        await page.Find("form input.input").ChangeAsync("Dana");
        await page.Find("form textarea").ChangeAsync("I asked for a small fix.");
        await page.Find("form[aria-label='Add a statement']").SubmitAsync();

        var statement = Assert.Single((await Stored.Get<IncidentQueries>().FindAsync(id, made.Engineer, Xunit.TestContext.Current.CancellationToken))!.Statements);
        Assert.Equal(("Dana", "I asked for a small fix.", StatementKind.Person), (statement.Speaker, statement.Text, statement.Kind));
    }

    /// <inheritdoc/>
    protected override void Register(IServiceCollection services)
    {
        services.AddSingleton(new PortalSettings(string.Empty, new Uri("http://localhost"), 1, IsDemo: false));
        Pass<IncidentQueries>(services);
        Pass<IncidentReports>(services);
        Pass<CreateIncident>(services);
        Pass<RenameIncident>(services);
        Pass<CloseIncident>(services);
        Pass<ReopenIncident>(services);
        Pass<AddStatement>(services);
        Pass<WithdrawStatement>(services);
        Pass<AgentQueries>(services);
        Pass<IdentityQueries>(services);
        Pass<NoteExport>(services);
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

    private void Pass<T>(IServiceCollection services)
        where T : class => services.AddSingleton(_ => Stored.Get<T>());
}
