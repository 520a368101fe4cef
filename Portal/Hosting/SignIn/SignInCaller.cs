using System.Diagnostics;
using Portal.Data.Access;

namespace Portal.Hosting.SignIn;

/// <summary>The part of the portal that signs people in, for the record.</summary>
internal static class SignInCaller
{
    /// <summary>It, with the address that the request came from.</summary>
    public static Caller Of(HttpContext context) => Caller.System("sign-in") with
    {
        Address = context.Connection.RemoteIpAddress?.ToString(),
        CorrelationId = Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier,
    };
}
