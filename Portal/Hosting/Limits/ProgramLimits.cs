using System.Security.Claims;
using System.Threading.RateLimiting;
using Portal.Hosting.Api;
using Portal.Hosting.SignIn;

namespace Portal.Hosting.Limits;

/// <summary>
/// How often programs may ask: each token, and all tokens of one address together. The framework's own middleware never lets go of its limiters,
/// nor with them of a portal that has ended; these end with it.
/// </summary>
/// <param name="settings">Say how often.</param>
internal sealed class ProgramLimits(LimitSettings settings) : IDisposable
{
    private const int SecondsAMinute = 60;

    private readonly PartitionedRateLimiter<HttpContext> _addresses = PartitionedRateLimiter.Create<HttpContext, string>(
        context => BucketOf(NetworkAddress.KeyOf(context.Connection.RemoteIpAddress), settings.AddressPerMinute));

    private readonly PartitionedRateLimiter<HttpContext> _tokens = PartitionedRateLimiter.Create<HttpContext, string>(
        context => BucketOf(context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? string.Empty, settings.TokenPerMinute));

    /// <summary>Goes on, or answers 429 with <c>Retry-After</c>.</summary>
    public async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        if (context.User.Identity is not { IsAuthenticated: true, AuthenticationType: TokenAuthentication.Scheme })
        {
            await next(context);
            return;
        }
        foreach (var limiter in (PartitionedRateLimiter<HttpContext>[])[_addresses, _tokens])
        {
            using var lease = await limiter.AcquireAsync(context, permitCount: 1, context.RequestAborted);
            if (!lease.IsAcquired)
            {
                var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(1);
                context.Response.Headers.RetryAfter = LimitsFeature.SecondsOf(wait);
                await Problems.WriteAsync(
                    context, StatusCodes.Status429TooManyRequests, "rate-limit", "This token, or all tokens from this address, ask too often. Wait as long as the header 'Retry-After' says, then go on more slowly.");
                return;
            }
        }
        await next(context);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _addresses.Dispose();
        _tokens.Dispose();
    }

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
