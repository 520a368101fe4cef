using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Portal.Data.People;
using Portal.Data.People.Sessions;
using Portal.Hosting.Limits;

namespace Portal.Hosting.SignIn;

/// <summary>What follows when a provider has said who someone is: they become a person of this portal, or are told why not.</summary>
/// <param name="settings">What groups mean.</param>
/// <param name="start">Begins sessions.</param>
/// <param name="end">Ends the browser's session before.</param>
/// <param name="directory">Knows present roles.</param>
/// <param name="groups">Asks for groups that did not fit into the token.</param>
/// <param name="failed">Counts what failed.</param>
/// <param name="log">Says what failed at a provider.</param>
internal sealed partial class ProviderSignIn(
    SignInSettings settings, StartSession start, EndSession end, CallerDirectory directory, EntraGroups groups, FailedAttempts failed, ILogger<ProviderSignIn> log)
{
    private const string IdToken = "id_token";

    /// <summary>Begins the session of whom <paramref name="context"/> holds, or leads to the page that says why not.</summary>
    public async Task ReceiveAsync(TicketReceivedContext context, ProviderSettings provider)
    {
        var cancelled = context.HttpContext.RequestAborted;
        var claims = context.Principal!.Claims.ToList();
        ProvenIdentity? proven;
        try
        {
            proven = await ReadAsync(claims, provider, context.Properties?.GetTokenValue("access_token"), cancelled);
        }
        catch (HttpRequestException exception)
        {
            LogFailed(exception, provider.Scheme);
            Refuse(context, SignInRefusal.Groups);
            return;
        }
        if (proven is null)
        {
            Refuse(context, SignInRefusal.Token);
            return;
        }
        var by = SignInCaller.Of(context.HttpContext);
        var started = await start.RunAsync(proven, context.Request.Headers.UserAgent, by, cancelled);
        switch (started.Outcome)
        {
            case SessionStart.Unknown:
                Refuse(context, SignInRefusal.Unknown);
                return;
            case SessionStart.Left:
                Refuse(context, SignInRefusal.Left);
                return;
            case SessionStart.Started:
                var person = await directory.FindPersonAsync(started.PersonId!.Value, cancelled)
                    ?? throw new InvalidOperationException("The person left while signing in. Nothing was begun.");
                await EarlierSession.EndAsync(context.HttpContext, end, cancelled);
                context.Principal = (person with { Session = started.Session!.Value.Value.ToString() }).ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme);
                KeepIdTokenOnly(context.Properties!);
                context.Properties!.Items[SignInFeature.ProviderKey] = provider.Scheme;
                return;
        }
    }

    /// <summary>Leads to a page that says why signing in failed; the cause itself stands in the log only.</summary>
    public Task FailAsync(RemoteFailureContext context, ProviderSettings provider)
    {
        var isCancelled = context.Failure?.Data["error"] is "access_denied" || context.Request.Query["error"] == "access_denied";
        if (!isCancelled)
        {
            LogFailed(context.Failure, provider.Scheme);
            failed.Count(context.HttpContext.Connection.RemoteIpAddress, context.HttpContext.TraceIdentifier);
        }
        context.HandleResponse();
        context.Response.Redirect(AddressOf(isCancelled ? SignInRefusal.Cancelled : SignInRefusal.Token));
        return Task.CompletedTask;
    }

    /// <summary>Stops an address that failed too often, before anything of its request is read.</summary>
    public async Task BeginAsync(MessageReceivedContext context)
    {
        if (failed.IsStopped(context.HttpContext.Connection.RemoteIpAddress, out var wait))
        {
            context.HandleResponse();
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = LimitsFeature.SecondsOf(wait);
            await context.Response.WriteAsync("Signing in failed too often from this address. Wait a minute, then begin again.", context.HttpContext.RequestAborted);
        }
    }

    private async Task<ProvenIdentity?> ReadAsync(List<Claim> claims, ProviderSettings provider, string? accessToken, CancellationToken cancellationToken)
    {
        var isEntra = provider.Scheme == ProviderSettings.Entra;
        // In Entra ID the subject is another one for each application; the object id is the one that the directory knows.
        if (Value("iss") is not { } issuer || Value(isEntra ? "oid" : "sub") is not { } subject || (isEntra && Value("tid") != provider.TenantId.ToString()))
        {
            return null;
        }
        var inGroups = ClaimPath.Read(claims, provider.GroupsClaim);
        if (isEntra && settings.RoleGroups.All.Count > 0 && EntraGroups.AreMissing(claims))
        {
            inGroups = await groups.AskAsync(accessToken ?? throw new HttpRequestException("The provider gave no access token to ask Microsoft Graph for groups with."), cancellationToken);
        }
        return new(
            provider.Scheme,
            issuer,
            subject,
            Value("name") ?? Value("preferred_username") ?? subject,
            IsMailVerified() ? Value("email") : null,
            settings.RoleGroups.Of(ClaimPath.Read(claims, provider.RolesClaim), inGroups),
            long.TryParse(Value("auth_time"), CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);

        string? Value(string type) => claims.Find(c => c.Type == type)?.Value;

        // Entra ID vouches for an address by a claim of its own (the domain's owner is verified), and for none without it.
        bool IsMailVerified() => Value(isEntra ? "xms_edov" : "email_verified") is { } says && (says == "1" || says.Equals("true", StringComparison.OrdinalIgnoreCase));
    }

    private static void Refuse(TicketReceivedContext context, SignInRefusal why)
    {
        context.HandleResponse();
        context.Response.Redirect(AddressOf(why));
    }

    /// <summary>The page that says why.</summary>
    public static string AddressOf(SignInRefusal why) => $"/account/refused?why={why.ToString().ToLowerInvariant()}";

    // Signing out at the provider asks for it back; the access token has done its work.
    private static void KeepIdTokenOnly(AuthenticationProperties properties)
    {
        var token = properties.GetTokenValue(IdToken);
        properties.StoreTokens(token is null ? [] : [new AuthenticationToken { Name = IdToken, Value = token }]);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing in at {Provider} failed.")]
    private partial void LogFailed(Exception? exception, string provider);
}
