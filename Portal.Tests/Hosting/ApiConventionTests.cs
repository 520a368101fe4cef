using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting;

/// <summary>What every call to the API may rely on, shown on sources.</summary>
public sealed class ApiConventionTests : IAsyncLifetime
{
    private PortalServer _portal = null!;
    private HttpClient _engineer = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalServer.StartAsync(isDemo: false);
        _engineer = await _portal.CreateClientAsync(TokenScope.Admin);
    }

    public async ValueTask DisposeAsync()
    {
        _engineer.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task A_repeated_call_under_one_key_gets_the_first_answer_and_has_no_second_effect()
    {
        using var first = await PostAsync("production", "key-1");
        using var second = await PostAsync("production", "key-1");

        Assert.Equal(first.StatusCode, second.StatusCode);
        Assert.Equal(await BodyAsync(first), await BodyAsync(second));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task An_error_is_the_first_answer_too()
    {
        using var made = await PostAsync("production", "key-1");
        using var refused = await PostAsync("production", "key-2");
        await RenameAsync("production", "other");

        using var again = await PostAsync("production", "key-2");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_an_error()
    {
        using var first = await PostAsync("production", "key-1");
        using var other = await PostAsync("staging", "key-1");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Many_at_once_under_one_key_have_one_effect()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PostAsync("production", "key-1")));

        Assert.Single(answers.Select(a => a.StatusCode).Distinct());
        Assert.Equal(1, await CountAsync());
        Array.ForEach(answers, a => a.Dispose());
    }

    [Fact]
    public async Task A_key_that_is_too_long_is_refused()
    {
        using var refused = await PostAsync("production", new string('k', 201));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("{\"name\":")]
    [InlineData("[]")]
    [InlineData("{\"name\":\"x\",\"platform\":\"mainframe\"}")]
    [InlineData("{\"name\":\"\",\"platform\":\"aws\"}")]
    [InlineData("{}")]
    public async Task Wrong_input_is_a_problem_with_a_stable_type_and_no_stack_trace(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await _engineer.PostAsync(new Uri("/api/v1/sources", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.InRange((int)refused.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await BodyAsync(refused));
        Assert.True(problem.RootElement.TryGetProperty("type", out _));
        Assert.DoesNotContain("   at ", await BodyAsync(refused), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/v1/sources")]
    [InlineData("/api/v1/nothing-here")]
    public async Task A_stranger_is_told_to_bring_a_token_as_a_problem(string path)
    {
        using var stranger = _portal.CreateClient();

        using var refused = await stranger.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_token_without_the_scope_is_refused_and_one_that_was_made_up_is_nobody()
    {
        using var reader = await _portal.CreateClientAsync(TokenScope.Read);
        using var forbidden = await reader.PostAsJsonAsync(new Uri("/api/v1/sources", UriKind.Relative), new { name = "x", platform = "aws" }, TestContext.Current.CancellationToken);
        using var made = _portal.CreateClient();
        made.DefaultRequestHeaders.Authorization = new("Bearer", "gov_made-up");
        using var nobody = await made.GetAsync(new Uri("/api/v1/sources", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        Assert.Equal(0, await CountAsync());
    }

    private async Task<HttpResponseMessage> PostAsync(string name, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sources")
        {
            Content = JsonContent.Create(new { name, platform = "aws" }),
        };
        request.Headers.Add("Idempotency-Key", key);
        return await _engineer.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> BodyAsync(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<int> CountAsync()
    {
        await using var db = await _portal.OpenDatabaseAsync();
        return await db.Set<Source>().CountAsync(TestContext.Current.CancellationToken);
    }

    private async Task RenameAsync(string from, string to)
    {
        await using var db = await _portal.OpenDatabaseAsync();
        await db.Set<Source>().Where(s => s.Name == from).ExecuteUpdateAsync(s => s.SetProperty(x => x.Name, to), TestContext.Current.CancellationToken);
    }
}
