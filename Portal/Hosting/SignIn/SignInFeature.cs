using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Hosting.Api;

namespace Portal.Hosting.SignIn;

/// <summary>Who may come in: people by a session cookie, programs by an API token. What asks for nothing is closed.</summary>
internal static class SignInFeature
{
    private const string EitherScheme = "CookieOrToken";
    private static readonly TimeSpan SessionLength = TimeSpan.FromHours(8);

    /// <summary>Adds sign-in and the rule that every route needs it.</summary>
    public static IServiceCollection AddSignIn(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("Governance").PersistKeysToDbContext<GovernanceDb>();
        services.AddAuthentication(EitherScheme)
            .AddPolicyScheme(EitherScheme, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 || context.Request.Query.ContainsKey(TokenAuthentication.QueryKey)
                    ? TokenAuthentication.Scheme
                    : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme, configureOptions: null)
            .AddCookie(ConfigureCookie);
        services.AddAuthorizationBuilder()
            .SetDefaultPolicy(SignedIn())
            .SetFallbackPolicy(SignedIn());
        services.AddSingleton<IAuthorizationHandler, RightRequirementHandler>();
        return services;
    }

    /// <summary>Maps <c>POST /account/logout</c>. Pages and personas for signing in are mapped by the features that bring them.</summary>
    public static void MapAccount(this WebApplication app) => app.MapPost("/account/logout", async (HttpContext context) =>
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return TypedResults.LocalRedirect("/account/login");
    });

    /// <summary>Starts a session for <paramref name="caller"/>.</summary>
    public static Task StartSessionAsync(this HttpContext context, Caller caller) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        caller.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme));

    private static AuthorizationPolicy SignedIn() => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "governance";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = SessionLength;
        options.SlidingExpiration = true;
        options.LoginPath = "/account/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = ValidateAsync;
        options.Events.OnRedirectToLogin = context => AnswerAsync(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => AnswerAsync(context, StatusCodes.Status403Forbidden);
    }

    /// <summary>A person who was disabled is out with the next request; one whose roles changed goes on with the new ones.</summary>
    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<CallerDirectory>();
        var present = await directory.RefreshAsync(Caller.From(context.Principal!), context.HttpContext.RequestAborted);
        if (present is null)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
            return;
        }
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
            context.Response.Redirect(context.RedirectUri);
        }
        return Task.CompletedTask;
    }
}
