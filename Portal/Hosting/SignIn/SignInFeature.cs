using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.Data.People.Sessions;
using Portal.Data.People.Sync;
using Portal.Data.Storage;
using Portal.Hosting.Api;
using Portal.Hosting.SignIn.KeyRing;
using Portal.People.Sync;

namespace Portal.Hosting.SignIn;

/// <summary>Who may come in: people by a session, programs by an API token. What asks for nothing is closed.</summary>
internal static class SignInFeature
{
    /// <summary>The property of a session's cookie that says which provider it came from.</summary>
    public const string ProviderKey = "provider";

    private const string EitherScheme = "CookieOrToken";

    /// <summary>Adds sign-in and the rule that every route needs it.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services, SignInSettings settings, GraphAddress graph, PortalSettings portal)
    {
        services.AddSingleton(settings).AddSingleton(settings.Limits).AddSingleton(new GroupRoles(settings.RoleGroups.ByGroup))
            .AddSingleton(new SyncLimits(graph.MostDisabled)).AddSingleton<IDirectoryReader, GraphDirectory>()
            .AddHttpClient(nameof(GraphDirectory));
        services.AddDataProtection().SetApplicationName("Governance").PersistKeysToDbContext<GovernanceDb>();
        services.AddSingleton(provider => RingKey.Ensure(provider.GetRequiredService<KeyRingOptions>())).AddSingleton<KeyRingCheck>()
            .AddOptions<KeyManagementOptions>().Configure<RingKey>((options, key) => options.XmlEncryptor = new SealedKeys(key));
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 || context.Request.Query.ContainsKey(TokenAuthentication.QueryKey)
                    ? TokenAuthentication.Scheme
                    : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, configureOptions: null)
            .AddCookie(options => ConfigureCookie(options, settings.Limits, portal))
            .AddProviders(settings, graph, portal);
        var authorization = services.AddAuthorizationBuilder()
            .SetDefaultPolicy(SignedIn().Build())
            .SetFallbackPolicy(SignedIn().Build());
        foreach (var right in Enum.GetValues<Right>())
        {
            authorization.AddPolicy(RequireRightAttribute.PolicyOf(right), SignedIn().AddRequirements(new RightRequirement(right)).Build());
        }
        services.AddSingleton<IAuthorizationHandler, RightRequirementHandler>();
        return services;
    }

    private static AuthorizationPolicyBuilder SignedIn() => new AuthorizationPolicyBuilder().RequireAuthenticatedUser();

    private static void ConfigureCookie(CookieAuthenticationOptions options, SessionLimits limits, PortalSettings portal)
    {
        // Over TLS the name itself tells browsers to take the cookie from nobody but this host.
        var isTls = portal.BaseUrl.Scheme == "https";
        options.Cookie.Name = isTls ? "__Host-governance" : "governance";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = isTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = limits.Longest;
        options.SlidingExpiration = false;
        options.LoginPath = "/account/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>
    /// A person who was disabled, or whose session ended, is out with the next request; one whose roles changed goes on with the new ones.
    /// </summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var cancelled = context.HttpContext.RequestAborted;
        var signedIn = Caller.From(context.Principal!);
        if (!Guid.TryParse(signedIn.Session, out var session)
            || await services.GetRequiredService<CallerDirectory>().RefreshAsync(signedIn, cancelled) is not { } present)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return;
        }
        await services.GetRequiredService<SessionQueries>().TouchAsync(new SessionId(session), cancelled);
        context.ReplacePrincipal(present.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme));
    }

    private static Task AnswerAsync(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (ApiRoutes.IsMachineRoute(context.Request.Path) || status == StatusCodes.Status403Forbidden)
        {
            context.Response.StatusCode = status;
        }
        else
        {
            // Without the host, which is whatever the request claims.
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
        }
        return Task.CompletedTask;
    }
}
