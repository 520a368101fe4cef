using System.IO.Compression;

namespace Portal.Changes;

/// <summary>Reads the body of a call that brings events.</summary>
internal static class EventBody
{
    /// <summary>The most bytes of events in one call, unpacked: they are held in memory as one piece. A CloudTrail file has at most 50 MB.</summary>
    public const int MostBytes = 128 << 20;

    /// <summary>The body, unpacked.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, in an unknown encoding, or broken.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, long most, CancellationToken cancellationToken)
    {
        var limit = (int)Math.Min(most, MostBytes);
        if (request.ContentLength > limit)
        {
            throw TooLarge(limit);
        }
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return await ReadAsync(request.Body, (int)(request.ContentLength ?? 0), limit, cancellationToken);
        }
        if (!encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            throw new BadHttpRequestException($"The Content-Encoding '{encoding}' is not understood. Send the body plain or with gzip.", StatusCodes.Status415UnsupportedMediaType);
        }
        await using var unpacked = new GZipStream(request.Body, CompressionMode.Decompress);
        try
        {
            return await ReadAsync(unpacked, 0, limit, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new BadHttpRequestException("The body is not sound gzip.", StatusCodes.Status422UnprocessableEntity, broken);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, int expected, int limit, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(expected);
        var buffer = new byte[81920];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (body.Length + read > limit)
            {
                throw TooLarge(limit);
            }
            body.Write(buffer, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    private static BadHttpRequestException TooLarge(int limit) => new(
        $"The body holds more than {limit} bytes of events. Send it in parts: an event that comes twice counts once.",
        StatusCodes.Status413PayloadTooLarge);
}
