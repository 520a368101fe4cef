using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support;

/// <summary>
/// Speaks, on a socket of this machine, what Entra ID and Microsoft Graph speak about users: a token for the application, and the delta query in
/// its documented form (https://learn.microsoft.com/graph/delta-query-users). A test says what each page holds, and what goes wrong.
/// </summary>
internal sealed class GraphStandIn : IAsyncDisposable
{
    /// <summary>The tenant.</summary>
    public const string TenantId = "99999999-8888-7777-6666-555555555555";

    private const string Token = "a-token-for-graph";
    private readonly WebApplication _web;
    private readonly Dictionary<string, JsonObject[][]> _rounds = new(StringComparer.Ordinal);

    private GraphStandIn(WebApplication web, Uri address)
    {
        _web = web;
        Address = address;
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Answers to give once, in this order, in place of the right ones.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Troubles { get; } = new();

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>Where the links of pages lead, if not here.</summary>
    public Uri? LinksTo { get; set; }

    /// <summary>Whether the link to the next page is left out, as when the answer is cut off.</summary>
    public bool IsCutOff { get; set; }

    /// <summary>What the portal has to be told to use it.</summary>
    public IReadOnlyList<string> Settings =>
        [$"AzureAd:Instance={Address}", $"AzureAd:TenantId={TenantId}", "AzureAd:ClientId=11111111-2222-3333-4444-555555555555", "AzureAd:ClientSecret=secret of the portal", $"Graph:BaseUrl={Address}"];

    /// <summary>Starts one.</summary>
    public static async Task<GraphStandIn> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address.Port));
        builder.Services.AddRouting();
        var web = builder.Build();
        var graph = new GraphStandIn(web, address);
        web.MapPost($"/{TenantId}/oauth2/v2.0/token", AuthorizeAsync);
        web.MapGet("/v1.0/users/delta", graph.ReadAsync);
        await web.StartAsync();
        return graph;
    }

    /// <summary>Says what the first reading holds, or, with a number, the reading after so many.</summary>
    /// <param name="round">0 for the first.</param>
    /// <param name="pages">The users of each page.</param>
    public void Hold(int round, params JsonObject[][] pages) => _rounds[$"round{round}"] = pages;

    /// <summary>A user as Graph writes one.</summary>
    public static JsonObject User(string id, string? name = null, string? manager = null, bool isEnabled = true) => new()
    {
        ["id"] = id,
        ["displayName"] = name ?? id,
        ["userPrincipalName"] = $"{id}@corp.example",
        ["mail"] = $"{id}@example.com",
        ["jobTitle"] = null,
        ["department"] = "Cloud",
        ["accountEnabled"] = isEnabled,
        ["manager@delta"] = manager is null ? [] : new JsonArray(new JsonObject { ["@odata.type"] = "#microsoft.graph.user", ["id"] = manager }),
    };

    /// <summary>That a user was deleted.</summary>
    public static JsonObject Removed(string id) => new() { ["id"] = id, ["@removed"] = new JsonObject { ["reason"] = "deleted" } };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
    }

    private static async Task AuthorizeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (form["grant_type"] != "client_credentials" || form["client_secret"] != "secret of the portal" || !form["scope"].ToString().EndsWith("/.default", StringComparison.Ordinal))
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        await context.Response.WriteAsJsonAsync(new { token_type = "Bearer", expires_in = 3599, access_token = Token });
    }

    private async Task ReadAsync(HttpContext context)
    {
        Asked.Enqueue(context.Request.QueryString.Value ?? string.Empty);
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }
        if (Troubles.TryDequeue(out var trouble))
        {
            context.Response.StatusCode = trouble.Status;
            context.Response.Headers.RetryAfter = trouble.RetryAfter;
            return;
        }
        // The token says which reading this is, and the page of it.
        var state = (context.Request.Query["$skiptoken"].FirstOrDefault() ?? context.Request.Query["$deltatoken"].FirstOrDefault())?.Split('-');
        var (round, number) = (state?[0] ?? "round0", state is [_, var page] ? int.Parse(page, System.Globalization.CultureInfo.InvariantCulture) : 0);
        var pages = _rounds.GetValueOrDefault(round, [[]]);
        var answer = new JsonObject { ["@odata.context"] = $"{Address}v1.0/$metadata#users", ["value"] = new JsonArray([.. pages[number].Select(u => u.DeepClone())]) };
        var links = new Uri(LinksTo ?? Address, "v1.0/users/delta");
        if (number + 1 < pages.Length)
        {
            answer["@odata.nextLink"] = IsCutOff ? null : $"{links}?$skiptoken={round}-{number + 1}";
            if (IsCutOff)
            {
                answer.Remove("@odata.nextLink");
            }
        }
        else
        {
            answer["@odata.deltaLink"] = $"{links}?$deltatoken=round{int.Parse(round.AsSpan(5), System.Globalization.CultureInfo.InvariantCulture) + 1}";
        }
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
