using Microsoft.Net.Http.Headers;

namespace Portal.Hosting.Api;

/// <summary>Refuses a body in a character set that does not exist; reading it would fail in ways that look like the portal's fault.</summary>
internal static class CharsetMiddleware
{
    /// <summary>Adds it.</summary>
    public static void UseKnownCharsets(this WebApplication app) => app.Use((context, next) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset.HasValue && type.Encoding is null
            ? Problems.WriteAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "charset", "The header 'Content-Type' names a character set that is not known here. Send the body in UTF-8, and name no other.")
            : next(context));
}
