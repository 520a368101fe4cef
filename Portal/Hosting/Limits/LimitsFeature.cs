using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Portal.Hosting.Api;
using Portal.Hosting.SignIn;

namespace Portal.Hosting.Limits;

/// <summary>Keeps one program from taking the portal away from everybody else. People's sessions are not counted here: their open pages are (<c>SignIn:MaxPages</c>).</summary>
internal static class LimitsFeature
{
    private const int SecondsAMinute = 60;

    /// <summary>Adds the limits.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services, LimitSettings settings) => services
        .AddSingleton(settings)
        .AddSingleton<FailedAttempts>()
        .AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(context => IsProgram(context)
                    ? BucketOf($"address {NetworkAddress.KeyOf(context.Connection.RemoteIpAddress)}", settings.AddressPerMinute)
                    : RateLimitPartition.GetNoLimiter("person")),
                PartitionedRateLimiter.Create<HttpContext, string>(context => IsProgram(context)
                    ? BucketOf($"token {context.User.FindFirstValue(ClaimTypes.NameIdentifier)}", settings.TokenPerMinute)
                    : RateLimitPartition.GetNoLimiter("person")));
            limiter.OnRejected = async (context, _) =>
            {
                var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(1);
                context.HttpContext.Response.Headers.RetryAfter = SecondsOf(wait);
                await Problems.WriteAsync(
                    context.HttpContext, StatusCodes.Status429TooManyRequests, "rate-limit", "This token, or all tokens from this address, ask too often. Wait as long as the header 'Retry-After' says, then go on more slowly.");
            };
        });

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

    private static bool IsProgram(HttpContext context) => context.User.Identity is { IsAuthenticated: true, AuthenticationType: TokenAuthentication.Scheme };

    /// <summary>A whole minute's worth at once, and then as much as trickles in.</summary>
    private static RateLimitPartition<string> BucketOf(string key, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / SecondsAMinute),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1.0, (double)SecondsAMinute / perMinute)),
        QueueLimit = 0,
        AutoReplenishment = true,
    });
}
