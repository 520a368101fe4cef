using System.Globalization;
using Microsoft.AspNetCore.HttpOverrides;

namespace Portal.Hosting.Limits;

/// <summary>Keeps one program from taking the portal away from everybody else. People's sessions are not counted here: their open pages are (<c>SignIn:MaxPages</c>).</summary>
internal static class LimitsFeature
{
    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, LimitSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<FailedAttempts>()
        .AddSingleton<ProgramLimits>();

    /// <summary>Holds programs to them; after who asks is known.</summary>
    public static void UseLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<ProgramLimits>();
        app.Use(limits.RunAsync);
    }

    /// <summary>Takes the word of the proxies in front for where requests come from; comes before all that asks.</summary>
    public static void UseProxies(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<LimitSettings>().Proxies;
        if (proxies.Count == 0)
        {
            return;
        }
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in proxies)
        {
            options.KnownIPNetworks.Add(proxy);
        }
        app.UseForwardedHeaders(options);
    }

    /// <summary>A time to wait as the header <c>Retry-After</c> says it.</summary>
    public static string SecondsOf(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
