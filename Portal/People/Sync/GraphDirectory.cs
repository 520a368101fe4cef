using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Data.People.Sync;
using Portal.Hosting.SignIn;

namespace Portal.People.Sync;

/// <summary>
/// Reads the users of an Entra ID tenant by Microsoft Graph's delta query, as the application itself (permission <c>User.Read.All</c>). Graph
/// may ask to wait, and may have forgotten where the last reading ended, after which everything is read anew.
/// </summary>
/// <param name="http">Makes connections.</param>
/// <param name="settings">Know the tenant and the application.</param>
/// <param name="graph">Where Microsoft Graph is.</param>
/// <param name="clock">The time.</param>
internal sealed class GraphDirectory(IHttpClientFactory http, SignInSettings settings, GraphAddress graph, TimeProvider clock) : IDirectoryReader
{
    // https://learn.microsoft.com/graph/api/user-delta
    private const string Query = "v1.0/users/delta?$select=id,displayName,userPrincipalName,mail,jobTitle,department,accountEnabled,manager";
    private const int MostTries = 6;
    private const int MostPages = 100_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly ProviderSettings? _entra = settings.Providers.FirstOrDefault(p => p.Scheme == ProviderSettings.Entra && p.ClientSecret is { Length: > 0 });

    /// <inheritdoc/>
    public bool IsSetUp => _entra is not null;

    /// <inheritdoc/>
    public async Task<DirectoryReading> ReadAsync(string? from, CancellationToken cancellationToken)
    {
        if (_entra is null)
        {
            throw new DirectoryReadException("No directory is set up. Set AzureAd__TenantId, AzureAd__ClientId and AzureAd__ClientSecret.");
        }
        try
        {
            using var client = http.CreateClient(nameof(GraphDirectory));
            var token = await AuthorizeAsync(client, _entra, cancellationToken);
            return (from is null ? null : await ReadFromAsync(client, token, new Uri(from), isWhole: false, cancellationToken))
                ?? await ReadFromAsync(client, token, new Uri(graph.BaseUrl, Query), isWhole: true, cancellationToken)
                ?? throw new DirectoryReadException("Microsoft Graph does not let the directory be read from its beginning.");
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or IOException or InvalidOperationException or UriFormatException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new DirectoryReadException($"Microsoft Graph could not be read to the end: {exception.Message}", exception);
        }
    }

    // https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
    private async Task<string> AuthorizeAsync(HttpClient client, ProviderSettings entra, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(
        [
            new("grant_type", "client_credentials"),
            new("client_id", entra.ClientId),
            new("client_secret", entra.ClientSecret!),
            new("scope", $"{graph.BaseUrl.GetLeftPart(UriPartial.Authority)}/.default"),
        ]);
        using var response = await client.PostAsync(new Uri(entra.Authority, $"{entra.TenantId}/oauth2/v2.0/token"), form, cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new DirectoryReadException($"Entra ID gave the portal no token (it answered {(int)response.StatusCode}). Check AzureAd:ClientSecret, and that the application has the permission User.Read.All.");
        }
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return answer.GetProperty("access_token").GetString()!;
    }

    /// <summary>Reads all pages; null when Graph no longer knows where the last reading ended.</summary>
    private async Task<DirectoryReading?> ReadFromAsync(HttpClient client, string token, Uri first, bool isWhole, CancellationToken cancellationToken)
    {
        var users = new List<DirectoryUser>();
        var next = first;
        for (var pages = 0; pages < MostPages; pages++)
        {
            using var response = await AskAsync(client, token, next, cancellationToken);
            if (response.StatusCode == HttpStatusCode.Gone || (response.StatusCode == HttpStatusCode.BadRequest && !isWhole))
            {
                return null;
            }
            response.EnsureSuccessStatusCode();
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var page = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            users.AddRange(page.RootElement.GetProperty("value").EnumerateArray().Select(Read));
            if (page.RootElement.TryGetProperty("@odata.deltaLink", out var end))
            {
                return new(isWhole, users, Own(end.GetString()).AbsoluteUri);
            }
            next = Own(page.RootElement.TryGetProperty("@odata.nextLink", out var link)
                ? link.GetString()
                : throw new DirectoryReadException("Microsoft Graph sent a page that says neither how to go on nor that it is the last."));
        }
        throw new DirectoryReadException($"Microsoft Graph did not come to an end within {MostPages} pages.");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpClient client, string token, Uri address, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (attempt == MostTries || response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout))
            {
                return response;
            }
            var pause = PauseAfter(response, attempt);
            response.Dispose();
            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private TimeSpan PauseAfter(HttpResponseMessage response, int attempt)
    {
        var asked = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => FirstPause * Math.Pow(2, attempt - 1),
        };
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked > LongestPause ? LongestPause : asked;
    }

    // The token goes along, so nowhere else than to Graph.
    private Uri Own(string? link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var address) && address.GetLeftPart(UriPartial.Authority) == graph.BaseUrl.GetLeftPart(UriPartial.Authority)
            ? address
            : throw new DirectoryReadException("Microsoft Graph sent a link that leads elsewhere; it was not followed.");

    private static DirectoryUser Read(JsonElement user)
    {
        var says = new Dictionary<DirectoryMember, string?>();
        Take("userPrincipalName", DirectoryMember.UserName);
        Take("mail", DirectoryMember.Email);
        Take("displayName", DirectoryMember.Name);
        Take("jobTitle", DirectoryMember.Title);
        Take("department", DirectoryMember.Department);
        if (user.TryGetProperty("accountEnabled", out var enabled) && enabled.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            says[DirectoryMember.IsEnabled] = enabled.GetBoolean() ? "true" : "false";
        }
        // A change of manager says who is no longer, and who is.
        if (user.TryGetProperty("manager@delta", out var managers) && managers.ValueKind == JsonValueKind.Array)
        {
            says[DirectoryMember.Manager] = managers.EnumerateArray()
                .Where(m => !m.TryGetProperty("@removed", out _))
                .Select(m => m.GetProperty("id").GetString())
                .LastOrDefault();
        }
        return new(user.GetProperty("id").GetString()!, user.TryGetProperty("@removed", out _), says);

        void Take(string name, DirectoryMember member)
        {
            if (user.TryGetProperty(name, out var value))
            {
                says[member] = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            }
        }
    }
}
