using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Storage;
using Portal.Tests.Hosting.SignIn;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>
/// When the database fails under a page, in Production as people run it, its reader gets a page that says so: never a bare status, and nothing
/// of the cause.
/// </summary>
[Collection(StaffedBrowserTests.Name)]
public sealed class FailedPagesTests : IAsyncLifetime
{
    // What sign-in needs; without all else a page finds nothing to read.
    private static readonly string[] Needed = ["people", "sessions", "accounts", "DataProtectionKeys", "directory_groups", "directory_group_members"];

    // Parts of stack traces, of SQL, of paths, and names of what the portal is made of.
    private static readonly string[] Causes =
    [
        "   at ", ".cs:line", "Exception", "SQLite", "Npgsql", "no such table", "SELECT ", "FROM \"", "Microsoft.", "EntityFramework", "System.", "Stack trace", Path.GetTempPath(), Repository.Root,
    ];

    private StaffedPortal _staffed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _staffed = await StaffedPortal.StartAsync("environment=Production");

    public ValueTask DisposeAsync() => _staffed.DisposeAsync();

    [Fact]
    public async Task A_page_that_cannot_read_says_so_and_nothing_of_the_cause()
    {
        var addresses = await AddressesAsync();
        var browser = await Chromium.GetAsync();
        await using var context = await browser.NewContextAsync(new() { BaseURL = _staffed.Address.ToString() });
        var page = await context.NewPageAsync();
        await ProviderPage.SignInAsync(page, nameof(Role.Administrator), RoleWalk.Start);
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        await BreakAsync(db, [.. db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal).Except(Needed, StringComparer.Ordinal).Where(t => t != "agents")]);
        // The roles of people follow from agents; a page that reads nothing of them still opens.
        var failed = 0;
        foreach (var address in addresses)
        {
            var answer = await page.GotoAsync(address);
            if (answer!.Headers["content-type"].StartsWith("text/html", StringComparison.Ordinal))
            {
                CheckSilence(address, await answer.TextAsync());
            }
            await page.Locator("main :is(h1, h2)").First.WaitForAsync();
            if (await page.Locator("script[src*='blazor.web']").CountAsync() > 0)
            {
                await page.Locator("[data-interactive]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await page.WaitForFunctionAsync("() => !document.querySelector('main :is([aria-busy=true], .skeleton)')");
            }
            var html = await page.ContentAsync();
            CheckSilence(address, html);
            failed += html.Contains("This page failed", StringComparison.Ordinal) ? 1 : 0;
        }

        Assert.InRange(failed, 8, addresses.Count);
        Assert.NotEmpty(_staffed.Server.Errors);
    }

    [Fact]
    public async Task A_sign_in_that_the_database_fails_ends_at_a_page_and_not_at_a_bare_error()
    {
        using var visitor = new ProviderVisitor(_staffed.Address);
        await visitor.SignInAsync(_staffed.Provider, nameof(Role.Owner));
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        await BreakAsync(db, ["sessions"]);

        foreach (var address in (await AddressesAsync()).Append("/account/sign-in/oidc?returnUrl=%2Fagents").Append("/account/callback/oidc?code=x&state=y"))
        {
            using var answer = await visitor.Client.GetAsync(new Uri(address, UriKind.Relative), Token);
            var html = await answer.Content.ReadAsStringAsync(Token);
            Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
            Assert.Contains("<h1", html, StringComparison.Ordinal);
            CheckSilence(address, html);
        }
        using var another = new ProviderVisitor(_staffed.Address);
        Assert.Equal("/account/callback/oidc", (await another.SignInAsync(_staffed.Provider, nameof(Role.Manager))).AbsolutePath);
        Assert.False(another.HasSession);
        Assert.Contains(_staffed.Server.Errors, e => e.Contains("reference", StringComparison.Ordinal));
    }

    /// <summary>Nothing of what went wrong stands in an answer.</summary>
    internal static void CheckSilence(string address, string html)
    {
        // A page of policies and of what went wrong may well say "exception"; the portal's own words do not.
        var told = Causes.Where(cause => html.Contains(cause, StringComparison.Ordinal)).ToList();
        Assert.True(told.Count == 0, $"{address} tells {string.Join(", ", told)}.");
    }

    /// <summary>Takes tables away.</summary>
    internal static async Task BreakAsync(GovernanceDb db, IReadOnlyList<string> tables)
    {
        foreach (var table in tables)
        {
#pragma warning disable EF1002 // The names are the model's own; a table's name cannot be a parameter.
            await db.Database.ExecuteSqlRawAsync($"ALTER TABLE \"{table}\" RENAME TO \"{table}_gone\"", Token);
#pragma warning restore EF1002
        }
    }

    private async Task<IReadOnlyList<string>> AddressesAsync()
    {
        var addresses = new List<string>();
        foreach (var page in Support.Routes.Pages)
        {
            addresses.Add(await _staffed.Organization.AddressOfAsync(page));
        }
        return addresses;
    }
}
