using System.Net;
using Portal.Tests.Support;

namespace Portal.Tests.Demo;

/// <summary>Signing in as somebody of the demo organization.</summary>
/// <param name="server">The portal.</param>
public sealed class DemoSignInTests(DemoServer server) : IClassFixture<DemoServer>
{
    private static readonly Uri Route = new("/account/demo", UriKind.Relative);

    [Theory]
    [InlineData("engineer")]
    [InlineData("owner")]
    [InlineData("manager")]
    [InlineData("approver")]
    [InlineData("auditor")]
    [InlineData("administrator")]
    public async Task Each_persona_gets_a_session_and_goes_where_they_wanted(string persona)
    {
        using var client = server.Portal.CreateClient();

        using var response = await PostAsync(client, persona, "/agents?q=bot");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal("/agents?q=bot", response.Headers.Location?.OriginalString);
        Assert.StartsWith("governance=", Assert.Single(response.Headers.GetValues("Set-Cookie"), c => c.StartsWith("governance=", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_is_led_to_another_site()
    {
        using var client = server.Portal.CreateClient();

        using var response = await PostAsync(client, "engineer", "//evil.example/agents");

        Assert.Equal("/", response.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("0")]
    [InlineData("engineer,auditor")]
    public async Task An_unknown_persona_is_refused(string persona)
    {
        using var client = server.Portal.CreateClient();

        using var response = await PostAsync(client, persona);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData("Host", "governance.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task A_request_under_another_name_or_through_a_proxy_is_refused(string header, string value)
    {
        using var client = server.Portal.CreateClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        using var response = await PostAsync(client, "administrator");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Without_the_demo_there_is_no_such_way_in()
    {
        await using var portal = await PortalServer.StartAsync(isDemo: false);
        using var client = portal.CreateClient();

        using var response = await PostAsync(client, "engineer");

        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("Nobody can sign in here yet", await client.GetStringAsync(new Uri("/account/login", UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_picker_shows_everyone_without_scripts_and_keeps_where_one_wanted_to_go()
    {
        using var client = server.Portal.CreateClient();

        var page = await client.GetStringAsync(new Uri("/account/login?returnUrl=%2Fcampaigns", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.All(["Noor Haddad", "Mei-Lin Chou", "Amara Okonkwo"], name => Assert.Contains(name, page, StringComparison.Ordinal));
        Assert.Contains("value=\"/campaigns\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string persona, string? returnUrl = null)
    {
        using var form = new FormUrlEncodedContent([new("persona", persona), new("returnUrl", returnUrl ?? string.Empty)]);
        return await client.PostAsync(Route, form, TestContext.Current.CancellationToken);
    }
}
