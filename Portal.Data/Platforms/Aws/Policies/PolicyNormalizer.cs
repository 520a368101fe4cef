using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// Brings a policy document into the one form in which it is hashed, stored and compiled, and says whether AWS would attach it.
/// Never throws on bad content: the problem is part of the answer. URL-encoded text must be decoded before.
/// </summary>
internal static class PolicyNormalizer
{
    /// <summary>How the text begins that is kept of a document too long to keep: no policy begins so, and none is taken for it.</summary>
    public const string CutMark = "Too long to keep: ";

    private const int KeptOfTooLong = 2_048;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = PolicyLimits.Depth };

    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // An import normalizes tens of thousands of documents: each thread writes them into the same buffer.
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Normalizes a document given as text.</summary>
    public static NormalizedPolicy Normalize(string text)
    {
        if (text.Length > PolicyLimits.DocumentLength)
        {
            return TooLong(text.Length, Hash(text), text[..KeptOfTooLong]);
        }
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return Normalize(document.RootElement);
        }
        catch (JsonException problem)
        {
            return Of(text, NotJson(text, problem));
        }
    }

    /// <summary>Normalizes a document given as UTF-8 bytes, for example a slice of a larger file.</summary>
    public static NormalizedPolicy Normalize(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > PolicyLimits.DocumentLength)
        {
            return TooLong(utf8.Length, Hash(utf8.Span), Encoding.UTF8.GetString(utf8.Span[..KeptOfTooLong]));
        }
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            return Normalize(document.RootElement);
        }
        catch (JsonException problem)
        {
            var text = Encoding.UTF8.GetString(utf8.Span);
            return Of(text, NotJson(text, problem));
        }
    }

    /// <summary>Normalizes a document that is already parsed, for example an object inside an export.</summary>
    public static NormalizedPolicy Normalize(JsonElement document)
    {
        ReadOnlySpan<byte> compact;
        try
        {
            compact = Compacted(document);
        }
        catch (InvalidOperationException)
        {
            return Of(document.GetRawText(), "document: holds text that is not valid Unicode");
        }
        var text = Encoding.UTF8.GetString(compact);
        if (text.Length > PolicyLimits.DocumentLength)
        {
            return TooLong(text.Length, Hash(compact), text[..KeptOfTooLong]);
        }
        try
        {
            PolicyParser.Check(document);
            return new NormalizedPolicy(Hash(compact), text, Problem: null);
        }
        catch (PolicyFormatException problem)
        {
            return new NormalizedPolicy(Hash(compact), text, problem.Message);
        }
    }

    /// <summary>The hash under which <paramref name="text"/> is stored.</summary>
    public static string Hash(string text) => Hash(Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> utf8)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(utf8, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>The document without white space; valid until this thread writes the next one.</summary>
    private static ReadOnlySpan<byte> Compacted(JsonElement document)
    {
        var buffer = _buffer ??= new ArrayBufferWriter<byte>(16 * 1_024);
        buffer.ResetWrittenCount();
        var writer = _writer ??= new Utf8JsonWriter(buffer, Compact);
        writer.Reset(buffer);
        document.WriteTo(writer);
        writer.Flush();
        return buffer.WrittenSpan;
    }

    private static NormalizedPolicy Of(string text, string? problem) => new(Hash(text), text, problem);

    /// <summary>What is kept tells two documents apart although they begin alike.</summary>
    private static NormalizedPolicy TooLong(int length, string hash, string beginning) => Of(
        $"{CutMark}{length} characters, SHA-256 {hash}. It begins: {(char.IsHighSurrogate(beginning[^1]) ? beginning[..^1] : beginning)}",
        $"document: is too complex: it has {length} characters; at most {PolicyLimits.DocumentLength} are read, and only its beginning is kept");

    private static string NotJson(string text, JsonException problem)
    {
        if (PolicyLimits.IsTooDeep(text))
        {
            return $"document: is too complex: it nests deeper than {PolicyLimits.Depth} levels";
        }
        return problem.LineNumber is { } line && problem.BytePositionInLine is { } position
            ? $"document: is not JSON (line {line + 1}, byte {position + 1})"
            : "document: is not JSON";
    }
}
