using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Takes in policy documents as they stand in exports, objects or URL-encoded texts, and hands each distinct one on once. Keeps a
/// fingerprint of each, not its text, so that an account's thousand copies of one trust policy are normalized once.
/// </summary>
internal sealed class PolicyDocuments(SnapshotOutbox outbox)
{
    private readonly Dictionary<UInt128, KeptDocument> _byBytes = [];
    private readonly HashSet<string> _handedOn = new(StringComparer.Ordinal);

    /// <summary>Takes in the document that comes next in <paramref name="reader"/>, an object or a text.</summary>
    /// <param name="reader">Stands before the document.</param>
    /// <param name="element">The JSON that <paramref name="reader"/> reads.</param>
    /// <param name="what">The document's name, for a warning should it be malformed.</param>
    /// <returns>Null when null stands in its place.</returns>
    public KeptDocument? Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> element, string what)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.String:
                return TakeText(ref reader, what);
            default:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                return Take(element[start..(int)reader.BytesConsumed], what);
        }
    }

    /// <summary>Takes in a document's JSON.</summary>
    public KeptDocument Take(ReadOnlySpan<byte> json, string what)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(json, digest);
        var fingerprint = BinaryPrimitives.ReadUInt128BigEndian(digest);
        if (!_byBytes.TryGetValue(fingerprint, out var kept))
        {
            kept = KeptDocument.Begin(json.ToArray());
            _byBytes.Add(fingerprint, kept);
            var (begun, place) = (kept, outbox.Place);
            outbox.AddLater(() => HandOn(begun.Give(), what, place), json.Length);
        }
        return kept;
    }

    /// <summary>Takes in a document that is normalized already.</summary>
    public KeptDocument Take(NormalizedPolicy document)
    {
        if (_handedOn.Add(document.Hash))
        {
            outbox.Add(Item(document));
        }
        return KeptDocument.Of(document);
    }

    private KeptDocument TakeText(ref Utf8JsonReader reader, string what)
    {
        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = rented.AsSpan(0, reader.CopyString(rented));
            return Take(text.TrimStart(" \t\r\n"u8).StartsWith("%"u8) ? text[..PercentDecoded(text)] : text, what);
        }
        catch (InvalidOperationException broken)
        {
            throw new FormatException("A text here is not valid UTF-8.", broken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // Different texts of one document have the same hash: it is handed on once.
    private SnapshotItem.Document? HandOn(NormalizedPolicy document, string what, SnapshotOutbox.Standing place)
    {
        if (document.Problem is { } problem)
        {
            outbox.Warn(place, what, $"The policy is malformed, so what it allows is unknown: {problem}");
        }
        return _handedOn.Add(document.Hash) ? Item(document) : null;
    }

    private static SnapshotItem.Document Item(NormalizedPolicy document) => new(document.Hash, document.Text, document.Problem);

    // RFC 3986 as IAM encodes: %7B%22Version…; a plus sign is a plus sign. Decodes in place.
    private static int PercentDecoded(Span<byte> text)
    {
        var written = 0;
        for (var read = 0; read < text.Length; read++)
        {
            if (text[read] == (byte)'%' && read + 2 < text.Length
                && Convert.FromHexString(text.Slice(read + 1, 2), text.Slice(written, 1), out _, out _) is OperationStatus.Done)
            {
                read += 2;
            }
            else
            {
                text[written] = text[read];
            }
            written++;
        }
        return written;
    }
}
