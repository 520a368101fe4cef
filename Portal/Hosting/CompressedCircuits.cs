using Microsoft.Extensions.Primitives;

namespace Portal.Hosting;

/// <summary>
/// Has browsers compress each message of a page's connection by itself. What they send is a few bytes at a time; remembering the messages before
/// would keep some 40 KB here for every open page. A server may ask for that whatever was offered (RFC 7692, 7.1.1.2); the framework only repeats
/// what the browser offers, so the offer is completed before it is read.
/// </summary>
internal static class CompressedCircuits
{
    private const string Compression = "permessage-deflate";
    private const string WithoutMemory = "client_no_context_takeover";
    private static readonly PathString Circuits = "/_blazor";

    /// <summary>Adds it, before circuits are mapped.</summary>
    public static void UseCompressedCircuits(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Request.Headers;
        if (headers.SecWebSocketExtensions.Count > 0 && context.Request.Path.StartsWithSegments(Circuits, StringComparison.Ordinal))
        {
            headers.SecWebSocketExtensions = Complete(headers.SecWebSocketExtensions);
        }
        return next(context);
    });

    /// <summary>The offers, each for compression with the wish that the client remembers nothing.</summary>
    internal static StringValues Complete(StringValues offers) => new([.. offers.Select(line => line is null ? null : string.Join(',', line.Split(',').Select(Complete)))]);

    private static string Complete(string offer)
    {
        var parameters = offer.Split(';', StringSplitOptions.TrimEntries);
        return parameters[0].Equals(Compression, StringComparison.OrdinalIgnoreCase) && !parameters.Contains(WithoutMemory, StringComparer.OrdinalIgnoreCase)
            ? $"{offer.TrimEnd()}; {WithoutMemory}"
            : offer;
    }
}
