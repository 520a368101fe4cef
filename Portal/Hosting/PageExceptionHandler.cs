using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Portal.Hosting.Api;

namespace Portal.Hosting;

/// <summary>
/// Gives people a page where theirs failed on the server: it says that nothing is lost, names a reference, and nothing of the cause. A plain
/// document that needs nothing which may just have failed.
/// </summary>
/// <param name="log">Gets the cause, under the reference.</param>
internal sealed partial class PageExceptionHandler(ILogger<PageExceptionHandler> log) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (ApiRoutes.IsMachineRoute(httpContext.Request.Path) || exception is BadHttpRequestException)
        {
            return false;
        }
        var reference = Guid.CreateVersion7().ToString("n")[^8..];
        LogFailed(exception, httpContext.Request.Method, httpContext.GetEndpoint()?.DisplayName ?? "nowhere", reference);
        httpContext.Response.StatusCode = StatusCodes.Status500InternalServerError;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(Document(reference), Encoding.UTF8, cancellationToken);
        return true;
    }

    private static string Document(string reference) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>This page failed · Governance</title>
        <link rel="icon" type="image/svg+xml" href="/favicon.svg" />
        <link rel="stylesheet" href="/css/theme.css" />
        <link rel="stylesheet" href="/css/app.css" />
        </head>
        <body>
        <main id="main" class="plain-main"><section class="panel"><div class="empty">
        <h1>This page failed</h1>
        <p>The portal could not show it. Nothing that you saved is lost.</p>
        <p class="small">If it happens again, report the reference <code>{reference}</code>.</p>
        <div class="actions"><a class="button primary" href="/">Go to the overview</a></div>
        </div></section></main>
        </body>
        </html>
        """;

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} to {Endpoint} failed; reference {Reference}.")]
    private partial void LogFailed(Exception exception, string method, string endpoint, string reference);
}
