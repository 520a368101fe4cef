using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Portal.Hosting.SignIn;

/// <summary>Registers the OpenID Connect providers that the settings name: the code flow with PKCE, and tokens that are really signed.</summary>
internal static class ProviderFeature
{
    // What a form post and a round trip to a provider take, with a second factor in between.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Adds them.</summary>
    public static void AddProviders(this AuthenticationBuilder authentication, SignInSettings settings, GraphAddress graph, PortalSettings portal)
    {
        authentication.Services.AddSingleton<ProviderSignIn>().AddSingleton<EntraGroups>().AddSingleton(graph).AddHttpClient(nameof(EntraGroups));
        foreach (var provider in settings.Providers)
        {
            if (provider.Scheme == ProviderSettings.Entra)
            {
                AddEntra(authentication, provider, settings, graph);
            }
            else
            {
                AddOidc(authentication, provider);
            }
            authentication.Services.PostConfigure<OpenIdConnectOptions>(provider.Scheme, options => Tighten(options, provider, portal));
        }
    }

    private static void AddEntra(AuthenticationBuilder authentication, ProviderSettings provider, SignInSettings settings, GraphAddress graph)
    {
        authentication.AddMicrosoftIdentityWebApp(
            options =>
            {
                options.Instance = provider.Authority.ToString();
                options.TenantId = provider.TenantId.ToString();
                options.ClientId = provider.ClientId;
                options.ClientSecret = provider.ClientSecret;
                options.ResponseType = OpenIdConnectResponseType.Code;
                // Also here: the library takes the path of its cookies from these options.
                options.CallbackPath = provider.CallbackPath;
            },
            configureCookieAuthenticationOptions: null,
            openIdConnectScheme: provider.Scheme,
            cookieScheme: null);
        authentication.Services.Configure<OpenIdConnectOptions>(provider.Scheme, options =>
        {
            options.Scope.Add("email");
            if (settings.RoleGroups.All.Count > 0)
            {
                options.Scope.Add(graph.OwnProfileScope);
            }
        });
    }

    private static void AddOidc(AuthenticationBuilder authentication, ProviderSettings provider) => authentication.AddOpenIdConnect(provider.Scheme, options =>
    {
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = provider.Authority.Scheme == "https";
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.Scope.Clear();
        foreach (var scope in provider.Scopes)
        {
            options.Scope.Add(scope);
        }
        // Some providers keep the token small and say mail and groups only there.
        options.GetClaimsFromUserInfoEndpoint = true;
        // The issuer must be the one that was configured, not whatever the metadata says (OpenID Connect Discovery 4.3).
        options.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer.TrimEnd('/') == provider.Authority.ToString().TrimEnd('/')
            ? issuer
            : throw new SecurityTokenInvalidIssuerException($"The token is from '{issuer}', but Oidc:Authority is '{provider.Authority}'.") { InvalidIssuer = issuer };
    });

    private static void Tighten(OpenIdConnectOptions options, ProviderSettings provider, PortalSettings portal)
    {
        var isTls = portal.BaseUrl.Scheme == "https";
        options.SignInScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.SignOutScheme = CookieAuthenticationDefaults.AuthenticationScheme;
        options.CallbackPath = provider.CallbackPath;
        options.SignedOutCallbackPath = provider.SignedOutCallbackPath;
        // A GET from elsewhere must not end a session.
        options.RemoteSignOutPath = default;
        options.ResponseType = OpenIdConnectResponseType.Code;
        // Back by a link and not by a form of another site, so that no cookie has to be sent along with those.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = true;
        options.RemoteAuthenticationTimeout = Patience;
        options.TokenHandler = new SignedTokenHandler();
        options.MapInboundClaims = false;
        // It would leave out the issuer among others; what is needed is picked by name.
        options.ClaimActions.Clear();
        foreach (var claim in new[] { "name", "email", "email_verified", provider.RolesClaim.Split('.')[0], provider.GroupsClaim.Split('.')[0] }.Distinct(StringComparer.Ordinal))
        {
            options.ClaimActions.MapJsonKey(claim, claim);
        }
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = isTls ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            if (isTls)
            {
                // Or a neighbouring host could plant its own, and have somebody finish a sign-in that is not theirs.
                cookie.Name = "__Host-" + cookie.Name;
                cookie.Path = "/";
            }
        }
        var events = options.Events;
        var onRedirect = events.OnRedirectToIdentityProvider;
        events.OnRedirectToIdentityProvider = async context =>
        {
            // The portal's own address, never what a request claims to be its host.
            context.ProtocolMessage.RedirectUri = new Uri(portal.BaseUrl, provider.CallbackPath).AbsoluteUri;
            await onRedirect(context);
        };
        var onMessage = events.OnMessageReceived;
        events.OnMessageReceived = async context =>
        {
            await context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().BeginAsync(context);
            if (context.Result is null)
            {
                await onMessage(context);
            }
        };
        var onSignOut = events.OnRedirectToIdentityProviderForSignOut;
        events.OnRedirectToIdentityProviderForSignOut = async context =>
        {
            context.ProtocolMessage.PostLogoutRedirectUri = new Uri(portal.BaseUrl, provider.SignedOutCallbackPath).AbsoluteUri;
            await onSignOut(context);
        };
        events.OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().ReceiveAsync(context, provider);
        events.OnRemoteFailure = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().FailAsync(context, provider);
    }
}
