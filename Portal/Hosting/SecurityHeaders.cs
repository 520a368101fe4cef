using NetEscapades.AspNetCore.SecurityHeaders.Headers.ContentSecurityPolicy;
using Portal.Hosting.SignIn;

namespace Portal.Hosting;

/// <summary>The headers that every answer carries: nothing from elsewhere runs, frames or leaks.</summary>
internal static class SecurityHeaders
{
    /// <summary>The policy for a page whose inline scripts carry the nonce of their request.</summary>
    public const string NoncePolicy = "nonce";

    /// <summary>Adds what they are.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="signIn">Says which providers signing out leads on to, which browsers take for where the form leads to.</param>
    /// <param name="environment">Says whether someone develops here: a browser that insists on TLS would then lock them out of their own machine.</param>
    public static IServiceCollection AddPortalHeaders(this IServiceCollection services, SignInSettings signIn, IHostEnvironment environment)
    {
        var providers = signIn.Providers.Select(p => p.Authority.GetLeftPart(UriPartial.Authority)).ToList();
        var insistsOnTls = !environment.IsDevelopment();
        services.AddSecurityHeaderPolicies()
            .SetDefaultPolicy(headers => Fill(headers, providers, insistsOnTls, scripts => scripts.Self()))
            .AddPolicy(NoncePolicy, headers => Fill(headers, providers, insistsOnTls, scripts => scripts.Self().WithNonce()));
        return services;
    }

    /// <summary>Adds them to every answer; what says nothing about how long it may be kept is not kept.</summary>
    public static void UsePortalHeaders(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.Use(async (context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                if (context.Response.Headers.CacheControl.Count == 0)
                {
                    context.Response.Headers.CacheControl = "no-store";
                }
                return Task.CompletedTask;
            });
            await next(context);
        });
    }

    private static void Fill(HeaderPolicyCollection headers, IReadOnlyList<string> providers, bool insistsOnTls, Action<ScriptSourceDirectiveBuilder> scripts)
    {
        headers
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicyStrictOriginWhenCrossOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddPermissionsPolicy(policy =>
            {
                policy.AddCamera().None();
                policy.AddGeolocation().None();
                policy.AddMicrophone().None();
                policy.AddPayment().None();
                policy.AddUsb().None();
            })
            .AddContentSecurityPolicy(policy =>
            {
                policy.AddDefaultSrc().Self();
                scripts(policy.AddScriptSrc());
                // MudBlazor positions its popovers with style attributes.
                policy.AddStyleSrc().Self().UnsafeInline();
                policy.AddImgSrc().Self().Data();
                policy.AddConnectSrc().Self();
                policy.AddFrameAncestors().None();
                policy.AddBaseUri().Self();
                var forms = policy.AddFormAction().Self();
                foreach (var provider in providers)
                {
                    forms.From(provider);
                }
                policy.AddObjectSrc().None();
            });
        if (insistsOnTls)
        {
            headers.AddStrictTransportSecurityMaxAgeIncludeSubDomains();
        }
    }
}
