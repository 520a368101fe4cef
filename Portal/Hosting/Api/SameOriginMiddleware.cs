using Microsoft.AspNetCore.Authentication.Cookies;

namespace Portal.Hosting.Api;

/// <summary>
/// Refuses what another site does with a signed-in person's cookie: writes, and connections to hubs. Forms of pages carry an antiforgery token;
/// the API, the upload, signing out and hubs do not, so the browser's own word on where the request comes from decides.
/// </summary>
internal static class SameOriginMiddleware
{
    private static readonly PathString[] Writes = ["/api", "/scim", "/account"];
    private static readonly PathString[] Hubs = ["/hubs", "/_blazor"];

    /// <summary>Adds it; it needs to know how the caller signed in, so it comes after authentication.</summary>
    public static void UseSameOrigin(this WebApplication app)
    {
        var own = app.Services.GetRequiredService<PortalSettings>().BaseUrl.Authority;
        app.Use(async (context, next) =>
        {
            if (context.User.Identity?.AuthenticationType == CookieAuthenticationDefaults.AuthenticationScheme && IsForeign(context.Request, own))
            {
                await Problems.WriteAsync(
                    context, StatusCodes.Status403Forbidden, "cross-site", "This comes from another site, with the cookie of someone who is signed in here. Programs use an API token.");
                return;
            }
            await next(context);
        });
    }

    private static bool IsForeign(HttpRequest request, string own)
    {
        // A browser names the origin of every write. Hubs also take connections from programs, which name none; a browser always does.
        var isWrite = IdempotencyMiddleware.IsUnsafe(request.Method) && Array.Exists(Writes, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
        return isWrite
            ? ComesFromHere(request, own) != true
            : Array.Exists(Hubs, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) && ComesFromHere(request, own) == false;
    }

    /// <summary>Whether a page of this portal asks; null when the request does not say.</summary>
    private static bool? ComesFromHere(HttpRequest request, string own)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site == "same-origin";
        }
        return request.Headers.Origin.Count == 0
            ? null
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
                && (origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase) || origin.Authority.Equals(own, StringComparison.OrdinalIgnoreCase));
    }
}
