using System.Net;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Portal.Data.People.Sessions;
using Portal.Hosting;
using Portal.Hosting.SignIn;

namespace Portal.Demo;

/// <summary>Signing in as one of the demo's people, without a password: only in the demo, only on the machine that it runs on.</summary>
internal static class DemoSignIn
{
    // Not parsed as an enum: that would also take numbers and combinations.
    private static readonly Dictionary<string, Persona> ByName =
        Enum.GetValues<Persona>().ToDictionary(p => p.ToString().ToLowerInvariant(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether <paramref name="context"/> may sign in this way.</summary>
    /// <remarks>
    /// The connection must come from this machine, not through a proxy on it, and under this machine's own name: else a foreign page could
    /// point its name at 127.0.0.1 and sign itself in.
    /// </remarks>
    public static bool IsOpenFor(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded")
        && IsOwnName(context.Request.Host.Host);

    /// <summary>Maps <c>POST /account/demo</c>; outside the demo the route does not exist.</summary>
    public static void MapDemoSignIn(this WebApplication app)
    {
        if (app.Services.GetRequiredService<PortalSettings>().IsDemo)
        {
            app.MapPost("/account/demo", SignInAsync).AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        }
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult, ValidationProblem>> SignInAsync(
        [FromForm] string? persona, [FromForm] string? returnUrl, HttpContext context, Personas personas, StartSession start, EndSession end, CancellationToken cancellationToken)
    {
        // Nobody signs a browser in from elsewhere, which would put its person out.
        if (!IsOpenFor(context) || context.Request.Headers["Sec-Fetch-Site"].ToString() is "cross-site" or "same-site")
        {
            return TypedResults.Problem(
                "The demo's people have no passwords, so they are let in only from the machine that the portal runs on, under its own name and without a proxy in between.",
                statusCode: StatusCodes.Status403Forbidden);
        }
        if (!ByName.TryGetValue(persona ?? string.Empty, out var chosen))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal)
            {
                ["persona"] = [$"Give one of {string.Join(", ", ByName.Keys)}."],
            });
        }
        if (await personas.FindAsync(chosen, cancellationToken) is not { } caller)
        {
            return TypedResults.Problem(
                "This person is not there: the demo organization is not loaded, or they left. 'demo reset' loads it anew.", statusCode: StatusCodes.Status404NotFound);
        }
        var started = await start.RunForDemoAsync(caller.Person!.Value, context.Request.Headers.UserAgent, SignInCaller.Of(context), cancellationToken);
        await EarlierSession.EndAsync(context, end, cancellationToken);
        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            (caller with { Session = started.Session!.Value.Value.ToString() }).ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme));
        return TypedResults.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
