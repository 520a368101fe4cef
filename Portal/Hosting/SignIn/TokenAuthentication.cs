using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Data.People;
using Portal.Hosting.Api;
using Portal.Hosting.Limits;

namespace Portal.Hosting.SignIn;

/// <summary>Signs programs in by <c>Authorization: Bearer gov_…</c>; the live hub also takes the token as <c>access_token</c>, as SignalR clients send it.</summary>
/// <param name="options">None.</param>
/// <param name="logger">Where failures are said.</param>
/// <param name="encoder">Unused here, asked for by the base.</param>
/// <param name="directory">Knows the tokens.</param>
/// <param name="failed">Counts the wrong ones.</param>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, CallerDirectory directory, FailedAttempts failed)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Token";

    /// <summary>The query parameter in which SignalR clients that cannot set headers send the token; read for hubs only.</summary>
    public const string QueryKey = "access_token";

    private TimeSpan? _wait;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!ApiRoutes.TakesTokens(Request.Path) || ReadSecret() is not { } secret)
        {
            return AuthenticateResult.NoResult();
        }
        var address = Context.Connection.RemoteIpAddress;
        if (failed.IsStopped(address, out var wait))
        {
            // Whatever it tries now is not even looked up.
            _wait = wait;
            return AuthenticateResult.Fail("This address tried too many wrong tokens.");
        }
        if (await directory.FindTokenAsync(secret, Context.RequestAborted) is { } caller)
        {
            return AuthenticateResult.Success(new(caller.ToPrincipal(Scheme), Scheme));
        }
        failed.Count(address, ApiTokenSecret.Hash(secret));
        return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_wait is { } wait)
        {
            Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Response.Headers.RetryAfter = LimitsFeature.SecondsOf(wait);
            return Task.CompletedTask;
        }
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Task.CompletedTask;
    }

    private string? ReadSecret()
    {
        if (AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header))
        {
            return header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase) ? header.Parameter : null;
        }
        return Request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal) ? Request.Query[QueryKey].FirstOrDefault() : null;
    }
}
