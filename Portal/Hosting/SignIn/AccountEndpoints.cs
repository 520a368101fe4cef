using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Portal.Data.People.Sessions;
using Portal.Hosting.Api;

namespace Portal.Hosting.SignIn;

/// <summary>The ways to a provider and out again. Pages for both lie with people; personas of the demo sign in elsewhere.</summary>
internal static partial class AccountEndpoints
{
    /// <summary>Maps <c>GET /account/sign-in/{provider}</c>, <c>GET /account/confirm</c> and <c>POST /account/logout</c>.</summary>
    public static void MapAccount(this WebApplication app)
    {
        var account = app.MapGroup("/account").ExcludeFromDescription();
        // A link and no form: a form may not lead to another host.
        account.MapGet("/sign-in/{provider}", ChallengeAsync).AllowAnonymous();
        account.MapGet("/confirm", ConfirmAsync);
        account.MapPost("/logout", LogOutAsync);
    }

    private static async Task<Results<ChallengeHttpResult, RedirectHttpResult, NotFound>> ChallengeAsync(
        string provider,
        string? returnUrl,
        SignInSettings settings,
        IOptionsMonitor<OpenIdConnectOptions> options,
        ILogger<ProviderSignIn> log,
        CancellationToken cancellationToken)
    {
        if (settings.Providers.FirstOrDefault(p => p.Slug == provider) is not { } known)
        {
            return TypedResults.NotFound();
        }
        try
        {
            await options.Get(known.Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            LogUnreachable(log, exception, known.Scheme);
            return TypedResults.LocalRedirect(ProviderSignIn.AddressOf(SignInRefusal.Provider));
        }
        return TypedResults.Challenge(new AuthenticationProperties { RedirectUri = LocalUrl.OrHome(returnUrl) }, [known.Scheme]);
    }

    /// <summary>Asks the provider to have the person prove anew who they are, whatever it remembers; personas of the demo choose anew.</summary>
    private static async Task<Results<ChallengeHttpResult, RedirectHttpResult>> ConfirmAsync(string? returnUrl, HttpContext context, SignInSettings settings)
    {
        var back = LocalUrl.OrHome(returnUrl);
        return await ProviderOfAsync(context, settings) is { } provider
            ? TypedResults.Challenge(new OpenIdConnectChallengeProperties { RedirectUri = back, Prompt = OpenIdConnectPrompt.Login, MaxAge = TimeSpan.Zero }, [provider.Scheme])
            : TypedResults.LocalRedirect($"/account/login?returnUrl={Uri.EscapeDataString(back)}");
    }

    private static async Task<ProviderSettings?> ProviderOfAsync(HttpContext context, SignInSettings settings)
    {
        var cookie = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return cookie.Properties?.Items.TryGetValue(SignInFeature.ProviderKey, out var scheme) == true ? settings.Providers.FirstOrDefault(p => p.Scheme == scheme) : null;
    }

    private static async Task<Results<SignOutHttpResult, ProblemHttpResult>> LogOutAsync(
        HttpContext context, EndSession end, SignInSettings settings, IOptionsMonitor<OpenIdConnectOptions> options, CancellationToken cancellationToken)
    {
        var caller = context.GetCaller();
        if (Guid.TryParse(caller.Session, out var session))
        {
            await end.RunAsync(new SessionId(session), caller, cancellationToken);
        }
        var provider = await ProviderOfAsync(context, settings);
        var isKnownThere = provider is not null && await CanSignOutAsync(provider, options.Get(provider.Scheme), cancellationToken);
        return TypedResults.SignOut(
            new AuthenticationProperties { RedirectUri = "/account/signed-out" },
            isKnownThere ? [CookieAuthenticationDefaults.AuthenticationScheme, provider!.Scheme] : [CookieAuthenticationDefaults.AuthenticationScheme]);
    }

    /// <summary>Whether the provider has a place to sign out at which a form of this portal may lead to. Being out here does not wait for it.</summary>
    private static async Task<bool> CanSignOutAsync(ProviderSettings provider, OpenIdConnectOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            return Uri.TryCreate(configuration.EndSessionEndpoint, UriKind.Absolute, out var end)
                && end.GetLeftPart(UriPartial.Authority) == provider.Authority.GetLeftPart(UriPartial.Authority);
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            return false;
        }
    }

    private static bool IsUnreachable(Exception exception) => exception is InvalidOperationException or IOException or HttpRequestException;

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider {Provider} does not say how to sign in there.")]
    private static partial void LogUnreachable(ILogger log, Exception exception, string provider);
}
