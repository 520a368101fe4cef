using System.Net.Http.Headers;
using System.Security.Claims;

namespace Portal.Hosting.SignIn;

/// <summary>
/// The groups of someone who is in more than fit into a token (Entra ID leaves out all beyond 200 and says so). Microsoft Graph is then asked
/// which of the groups that matter here they are in, with their own access token and the permission <c>User.Read</c>.
/// </summary>
/// <param name="http">Makes connections.</param>
/// <param name="settings">Which groups matter.</param>
/// <param name="graph">Where Microsoft Graph is.</param>
internal sealed class EntraGroups(IHttpClientFactory http, SignInSettings settings, GraphAddress graph)
{
    // https://learn.microsoft.com/graph/api/user-checkmembergroups
    private const int MostAtOnce = 20;

    /// <summary>Whether the token says that it leaves groups out.</summary>
    public static bool AreMissing(IEnumerable<Claim> claims) => claims.Any(c =>
        (c.Type == "_claim_names" && c.Value.Contains("\"groups\"", StringComparison.Ordinal))
        || (c.Type == "hasgroups" && bool.TryParse(c.Value, out var has) && has));

    /// <summary>Those of the groups that give a role which the bearer of <paramref name="accessToken"/> is in, also through other groups.</summary>
    /// <exception cref="HttpRequestException">Graph did not answer, or refused.</exception>
    public async Task<IReadOnlyList<string>> AskAsync(string accessToken, CancellationToken cancellationToken)
    {
        using var client = http.CreateClient(nameof(EntraGroups));
        var member = new List<string>();
        foreach (var some in settings.RoleGroups.All.Chunk(MostAtOnce))
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(graph.BaseUrl, "v1.0/me/checkMemberGroups"))
            {
                Content = JsonContent.Create(new Question(some)),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) },
            };
            using var response = await client.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            member.AddRange((await response.Content.ReadFromJsonAsync<Answer>(cancellationToken))?.Value ?? []);
        }
        return member;
    }

    private sealed record Question(IReadOnlyList<string> GroupIds);

    private sealed record Answer(IReadOnlyList<string> Value);
}
