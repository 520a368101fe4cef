using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Portal.Tests.Support.Provider;

/// <summary>
/// A real OpenID Connect provider on this machine: OpenIddict, with a page on which one types a name in. It signs its tokens; a test may have
/// it send others. Shaped like Entra ID, it speaks TLS, has a tenant in its addresses, and says object id and tenant.
/// </summary>
public sealed class LocalProvider : IAsyncDisposable
{
    /// <summary>What the portal is called there.</summary>
    public const string ClientId = "11111111-2222-3333-4444-555555555555";

    /// <summary>The portal's secret there.</summary>
    public const string ClientSecret = "a-secret-of-the-portal-that-is-long-enough-for-hmac";

    /// <summary>The tenant, where the provider is shaped like Entra ID.</summary>
    public const string TenantId = "99999999-8888-7777-6666-555555555555";

    private const string SignedInCookie = "local-provider";

    private readonly ConcurrentDictionary<string, LocalAccount> _accounts = new(StringComparer.Ordinal);
    private readonly RSA _rsa = RSA.Create(2048);
    private WebApplication _web = null!;

    private LocalProvider(Uri address, bool isEntra)
    {
        Address = address;
        IsEntra = isEntra;
        Key = new RsaSecurityKey(_rsa) { KeyId = "local" };
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Whether it is shaped like Entra ID.</summary>
    public bool IsEntra { get; }

    /// <summary>What it calls itself in tokens.</summary>
    public string Issuer => IsEntra ? $"{Address}{TenantId}/v2.0" : Address.ToString();

    /// <summary>What it signs with.</summary>
    public SecurityKey Key { get; }

    /// <summary>Puts another ID token in the place of the right one; null leaves it.</summary>
    public Func<string, string>? Forge { get; set; }

    /// <summary>The requests for <c>checkMemberGroups</c> that were answered, by bearer.</summary>
    public ConcurrentQueue<IReadOnlyList<string>> Asked { get; } = new();

    /// <summary>Starts one.</summary>
    /// <param name="certificate">Its certificate, to be shaped like Entra ID; null for a plain one without TLS.</param>
    /// <param name="accounts">Whom it knows.</param>
    public static async Task<LocalProvider> StartAsync(X509Certificate2? certificate, params IReadOnlyList<LocalAccount> accounts)
    {
        var provider = new LocalProvider(new Uri($"{(certificate is null ? "http" : "https")}://127.0.0.1:{FreePort.Next()}/"), certificate is not null);
        foreach (var account in accounts)
        {
            provider.Know(account);
        }
        provider._web = provider.Build(certificate);
        await provider._web.StartAsync();
        return provider;
    }

    /// <summary>Makes it know someone, or know them anew.</summary>
    public void Know(LocalAccount account) => _accounts[account.Name] = account;

    /// <summary>What the portal has to be told to use it.</summary>
    /// <param name="portal">The address that the portal will have.</param>
    public IReadOnlyList<string> SettingsFor(Uri portal) =>
    [
        $"urls={portal.GetLeftPart(UriPartial.Authority)}",
        $"Portal:BaseUrl={portal}",
        .. IsEntra
            ? [$"AzureAd:Instance={Address}", $"AzureAd:TenantId={TenantId}", $"AzureAd:ClientId={ClientId}", $"AzureAd:ClientSecret={ClientSecret}", $"Graph:BaseUrl={Address}"]
            : new[] { $"Oidc:Authority={Address}", $"Oidc:ClientId={ClientId}", $"Oidc:ClientSecret={ClientSecret}", "Oidc:Name=Local Identity" },
    ];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _web.StopAsync();
        await _web.DisposeAsync();
        _rsa.Dispose();
    }

    private WebApplication Build(X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, Address.Port, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.Services.AddRouting().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Critical));
        builder.Services.AddOpenIddict().AddServer(Configure);
        var web = builder.Build();
        web.UseRouting();
        web.UseAuthentication();
        web.MapPost("/login", SignInAsync);
        web.MapPost("/v1.0/me/checkMemberGroups", CheckGroupsAsync);
        return web;
    }

    private void Configure(OpenIddictServerBuilder server)
    {
        var prefix = IsEntra ? $"{TenantId}/v2.0/" : string.Empty;
        server.SetIssuer(new Uri(Issuer))
            .SetConfigurationEndpointUris($"{prefix}.well-known/openid-configuration")
            .SetJsonWebKeySetEndpointUris($"{prefix}keys")
            .SetAuthorizationEndpointUris($"{prefix}authorize")
            .SetTokenEndpointUris($"{prefix}token")
            .SetEndSessionEndpointUris($"{prefix}logout");
        if (!IsEntra)
        {
            server.SetUserInfoEndpointUris("userinfo");
        }
        server.RegisterScopes(Scopes.Email, Scopes.Profile, new Uri(Address, "User.Read").ToString());
        server.AllowAuthorizationCodeFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
        server.EnableDegradedMode().AddEphemeralEncryptionKey().AddSigningKey(Key).DisableAccessTokenEncryption();
        server.UseAspNetCore().DisableTransportSecurityRequirement();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId)
            {
                context.Reject(Errors.InvalidClient, "Unknown client.");
            }
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
            {
                context.Reject(Errors.InvalidClient, "Unknown client or wrong secret.");
            }
            return default;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(AuthorizeAsync));
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Transaction.GetHttpRequest()!.HttpContext.Response.Cookies.Delete(SignedInCookie);
            context.SignOut();
            return default;
        }));
        server.AddEventHandler<ApplyTokenResponseContext>(handler => handler.SetOrder(int.MinValue).UseInlineHandler(context =>
        {
            if (Forge is { } forge && context.Response.IdToken is { } token)
            {
                context.Response.IdToken = forge(token);
            }
            return default;
        }));
    }

    private async ValueTask AuthorizeAsync(HandleAuthorizationRequestContext context)
    {
        var request = context.Transaction.GetHttpRequest()!;
        if (Remembered(request) is not ({ } account, var provenAt) || MustAskAgain(context.Request, request, provenAt))
        {
            await AskAsync(request);
            context.HandleRequest();
            return;
        }
        var identity = new ClaimsIdentity("local", Claims.Name, "roles");
        identity.SetClaim(Claims.Subject, account.Subject)
            .SetClaim(Claims.Name, account.Name)
            .SetClaim(Claims.AuthenticationTime, provenAt.ToUnixTimeSeconds())
            .SetClaims("roles", [.. account.Roles ?? []]);
        if (account.HasTooManyGroups)
        {
            identity.SetClaim("_claim_names", new JsonObject { ["groups"] = "src1" }.Deserialize<JsonElement>());
        }
        else
        {
            identity.SetClaims("groups", [.. account.Groups ?? []]);
        }
        if (account.Mail is not null)
        {
            identity.SetClaim(Claims.Email, account.Mail).SetClaim(IsEntra ? "xms_edov" : Claims.EmailVerified, account.IsMailVerified);
        }
        if (IsEntra)
        {
            identity.SetClaim("oid", account.Subject).SetClaim("tid", TenantId);
        }
        identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
        var principal = new ClaimsPrincipal(identity);
        principal.SetScopes(context.Request.GetScopes());
        context.SignIn(principal);
    }

    private (LocalAccount? Account, DateTimeOffset ProvenAt) Remembered(HttpRequest request) =>
        request.Cookies[SignedInCookie]?.Split('|') is [var name, var seconds] && _accounts.TryGetValue(name, out var account)
            ? (account, DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture)))
            : (null, default);

    // Whoever came from the page just now was asked already.
    private static bool MustAskAgain(OpenIddictRequest asked, HttpRequest request, DateTimeOffset provenAt) =>
        (asked.HasPromptValue(PromptValues.Login) || (asked.MaxAge is { } most && provenAt.AddSeconds(most) <= TimeProvider.System.GetUtcNow()))
        && !request.Query.ContainsKey("asked");

    private static Task AskAsync(HttpRequest request)
    {
        request.HttpContext.Response.ContentType = "text/html; charset=utf-8";
        var back = WebUtility.HtmlEncode($"{request.Path}{request.QueryString}&asked=1");
        return request.HttpContext.Response.WriteAsync(
            $"""
            <!DOCTYPE html><html lang="en"><title>Local provider</title><link rel="icon" href="data:,">
            <form method="post" action="/login"><input type="hidden" name="back" value="{back}">
            <label>Name <input name="name" autofocus></label><button>Sign in</button></form></html>
            """);
    }

    private async Task SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        context.Response.Cookies.Append(SignedInCookie, $"{form["name"]}|{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()}");
        context.Response.Redirect(form["back"].ToString());
    }

    // What Microsoft Graph answers: https://learn.microsoft.com/graph/api/user-checkmembergroups
    private async Task CheckGroupsAsync(HttpContext context)
    {
        var token = context.Request.Headers.Authorization.ToString().Split(' ')[^1];
        var subject = new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).Subject;
        var question = await context.Request.ReadFromJsonAsync<JsonObject>();
        var ids = question!["groupIds"]!.AsArray().Select(id => id!.GetValue<string>()).ToList();
        Asked.Enqueue(ids);
        if (ids.Count > 20)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var groups = _accounts.Values.Single(a => a.Subject == subject).Groups ?? [];
        await context.Response.WriteAsJsonAsync(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["@odata.context"] = $"{Address}v1.0/$metadata#Collection(Edm.String)",
            ["value"] = ids.Intersect(groups, StringComparer.Ordinal).ToImmutableArray(),
        });
    }
}
