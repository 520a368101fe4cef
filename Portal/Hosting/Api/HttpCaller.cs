using System.Diagnostics;
using Portal.Data.Access;

namespace Portal.Hosting.Api;

/// <summary>The caller behind a request.</summary>
internal static class HttpCaller
{
    /// <summary>Who asks, from where, and under which idempotency key.</summary>
    public static Caller GetCaller(this HttpContext context) => Caller.From(context.User) with
    {
        Address = context.Connection.RemoteIpAddress?.ToString(),
        CorrelationId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
        Idempotency = context.Features.Get<IdempotencyKey>(),
    };
}
