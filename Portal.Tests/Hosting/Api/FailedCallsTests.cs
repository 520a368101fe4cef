using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Tests.Journeys;
using Portal.Tests.Support;

namespace Portal.Tests.Hosting.Api;

/// <summary>When the database fails under a call, in Production as people run it, a program gets a problem that says so, and nothing of the cause.</summary>
public sealed class FailedCallsTests : IAsyncLifetime
{
    // What a token needs to be known, and refusals to be recorded.
    private static readonly string[] Needed = ["people", "api_tokens", "agents", "audit_entries", "audit_log", "command_results", "topic_marks"];

    private static readonly string[] Problems = ["application/problem+json", "application/scim+json"];

    private StaffedPortal _staffed = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _staffed = await StaffedPortal.StartAsync("environment=Production");

    public ValueTask DisposeAsync() => _staffed.DisposeAsync();

    [Fact]
    public async Task Every_call_that_fails_is_a_problem_that_tells_nothing_of_the_cause()
    {
        using var client = _staffed.Server.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _staffed.Server.CreateTokenAsync(TokenScope.Admin));
        await using var db = await _staffed.Server.OpenDatabaseAsync();
        await FailedPagesTests.BreakAsync(db, [.. db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct(StringComparer.Ordinal).Except(Needed, StringComparer.Ordinal)]);
        var (failed, asked) = (0, 0);

        foreach (var (method, pattern) in EveryRoute.Of(_staffed.Server).Where(r => r.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal) || r.Pattern.StartsWith("/scim/", StringComparison.Ordinal)))
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), EveryRoute.AddressOf(pattern));
            if (method is "POST" or "PATCH" or "PUT")
            {
                request.Content = new StringContent("{}", Encoding.UTF8, "application/json");
            }
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
            var text = await ReadAsync(answer);
            FailedPagesTests.CheckSilence($"{method} {pattern}", text);
            if ((int)answer.StatusCode >= 500)
            {
                Assert.Contains(answer.Content.Headers.ContentType?.MediaType, Problems);
                failed++;
            }
            asked++;
        }

        Assert.InRange(failed, 20, asked);
        Assert.NotEmpty(_staffed.Server.Errors);
    }

    /// <summary>What came of the body: a file that fails on the way is cut off, for its beginning was sent already.</summary>
    private static async Task<string> ReadAsync(HttpResponseMessage answer)
    {
        using var body = new MemoryStream();
        try
        {
            await answer.Content.CopyToAsync(body, Token);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            // Cut off.
        }
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
