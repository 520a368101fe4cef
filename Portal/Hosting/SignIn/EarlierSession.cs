using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Portal.Data.Access;
using Portal.Data.People.Sessions;

namespace Portal.Hosting.SignIn;

/// <summary>The session that a browser had before it began another. It ends then, and with it the pages that are still open in it, or they would act as whoever signed in last.</summary>
internal static class EarlierSession
{
    /// <summary>Ends it, if there is one.</summary>
    public static async Task EndAsync(HttpContext context, EndSession end, CancellationToken cancellationToken)
    {
        var cookie = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (cookie.Succeeded && Caller.From(cookie.Principal) is var earlier && Guid.TryParse(earlier.Session, out var session))
        {
            await end.RunAsync(new SessionId(session), earlier with { Address = context.Connection.RemoteIpAddress?.ToString() }, cancellationToken);
        }
    }
}
