using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Hosting.Api;

/// <summary>
/// Refuses writes that another site makes with a signed-in person's cookie. Forms of pages carry an antiforgery token; the API and the upload
/// do not, so the browser's own word on where the request comes from decides.
/// </summary>
internal static class SameOriginMiddleware
{
    /// <summary>Adds it; it needs to know how the caller signed in, so it comes after authentication.</summary>
    public static void UseSameOriginWrites(this WebApplication app) => app.Use(async (context, next) =>
    {
        if (IdempotencyMiddleware.IsUnsafe(context.Request.Method)
            && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
            && context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme
            && !IsSameOrigin(context.Request))
        {
            await Problems.WriteAsync(context, StatusCodes.Status403Forbidden, "cross-site", "This write comes from another site. Programs use an API token.");
            return;
        }
        await next(context);
    });

    private static bool IsSameOrigin(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
