using System.Buffers;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>
/// Reads an export as a stream, one list element at a time, whatever the file's size: only the element at hand is in memory. A file may
/// hold one document, several one after the other, or lists of them; some members hold further documents instead of values.
/// </summary>
internal sealed class ExportScanner(Stream stream, string file) : IDisposable
{
    /// <summary>The largest single element that is read, in bytes. IAM's own limits keep real ones far below.</summary>
    public const int LargestPiece = 16 * 1024 * 1024;

    private const int FirstBuffer = 256 * 1024;
    private const int DeepestNesting = 64;

    // A bundle holds whole CLI outputs under these names.
    private static readonly string[] Containers = ["AccountAuthorizationDetails", "Organizations"];

    private readonly Stack<Frame> _frames = new();
    private JsonReaderState _state = new(new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = DeepestNesting });
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
    private int _start;
    private int _end;
    private Range _value;
    private bool _ended;
    private int _documents;

    private enum Step
    {
        Found,
        Nothing,
        NeedsMore,
    }

    /// <summary>The file as the user named it.</summary>
    public string File { get; } = file;

    /// <summary>What the scanner stands on.</summary>
    public ExportPiece Piece { get; private set; }

    /// <summary>The document's member that the piece belongs to; empty at its start and end.</summary>
    public string Member { get; private set; } = "";

    /// <summary>The element's place in its list, from 0.</summary>
    public int Index { get; private set; }

    /// <summary>How many bytes were read so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The value's JSON text; only valid until the scanner moves.</summary>
    public ReadOnlySpan<byte> Value => _buffer.AsSpan(_value);

    /// <summary>Where the scanner stands, for messages: <c>RoleDetailList[17]</c>.</summary>
    public string Place
    {
        get
        {
            var place = Piece is ExportPiece.Element ? $"{Member}[{Index}]" : Member;
            return _documents > 1 ? $"document {_documents}, {place}".TrimEnd(',', ' ') : place;
        }
    }

    /// <summary>Goes to the next piece.</summary>
    /// <returns>False at the end of the file.</returns>
    /// <exception cref="SnapshotFormatException">The file is no JSON, is cut off, nests too deep or holds an oversized element.</exception>
    public async ValueTask<bool> MoveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            switch (Advance())
            {
                case Step.Found:
                    return true;
                case Step.Nothing:
                    break;
                case Step.NeedsMore when _ended:
                    return AtEnd();
                default:
                    await FillAsync(cancellationToken);
                    break;
            }
        }
    }

    /// <summary>An exception that names this file and where the scanner stands.</summary>
    public SnapshotFormatException Fault(string cause, Exception? inner = null) =>
        new(File, Place.Length == 0 ? null : Place, cause, inner);

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        stream.Dispose();
    }

    private Step Advance()
    {
        var reader = new Utf8JsonReader(_buffer.AsSpan(_start, _end - _start), isFinalBlock: false, _state);
        try
        {
            if (!reader.Read())
            {
                return Step.NeedsMore;
            }
            return _frames.TryPeek(out var frame)
                ? frame.Kind switch
                {
                    FrameKind.Pages => InPages(ref reader),
                    FrameKind.Document => InDocument(ref reader),
                    FrameKind.List => InList(ref reader, frame),
                }
                : InPages(ref reader);
        }
        catch (JsonException broken)
        {
            throw Broken(broken);
        }
        catch (FormatException broken)
        {
            throw Fault(broken.Message, broken);
        }
    }

    // At the top of the file and in lists of pages: only documents and lists of them make sense.
    private Step InPages(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Commit(ref reader);
                Open(FrameKind.Document, "");
                _documents += _frames.Count(frame => frame.Kind is FrameKind.Document) == 1 ? 1 : 0;
                return Stand(ExportPiece.DocumentStart, "");
            case JsonTokenType.StartArray:
                Commit(ref reader);
                Open(FrameKind.Pages, "");
                return Step.Nothing;
            case JsonTokenType.EndArray:
                Commit(ref reader);
                _frames.Pop();
                return Step.Nothing;
            default:
                throw new SnapshotFormatException(
                    File, null, $"An export is a JSON object, but this is {Described(reader.TokenType)}; run the aws command with --output json and give its output as it is.");
        }
    }

    private Step InDocument(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.EndObject)
        {
            Commit(ref reader);
            _frames.Pop();
            return Stand(ExportPiece.DocumentEnd, "");
        }
        var member = JsonTexts.Read(ref reader);
        if (!reader.Read())
        {
            return Step.NeedsMore;
        }
        var isContainer = Containers.Contains(member, StringComparer.Ordinal);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when isContainer:
                Commit(ref reader);
                Open(FrameKind.Document, "");
                return Stand(ExportPiece.DocumentStart, "");
            case JsonTokenType.StartArray when isContainer:
                Commit(ref reader);
                Open(FrameKind.Pages, "");
                return Step.Nothing;
            case JsonTokenType.StartArray:
                Commit(ref reader);
                Open(FrameKind.List, member);
                return Stand(ExportPiece.ListStart, member);
            default:
                return Take(ref reader, ExportPiece.Member, member);
        }
    }

    private Step InList(ref Utf8JsonReader reader, Frame frame)
    {
        if (reader.TokenType is JsonTokenType.EndArray)
        {
            Commit(ref reader);
            _frames.Pop();
            return Step.Nothing;
        }
        var step = Take(ref reader, ExportPiece.Element, frame.Member);
        if (step is Step.Found)
        {
            Index = frame.Count++;
        }
        return step;
    }

    private Step Take(ref Utf8JsonReader reader, ExportPiece piece, string member)
    {
        var from = _start + (int)reader.TokenStartIndex;
        if (!reader.TrySkip())
        {
            return Step.NeedsMore;
        }
        _value = from..(_start + (int)reader.BytesConsumed);
        Commit(ref reader);
        return Stand(piece, member);
    }

    private void Open(FrameKind kind, string member) => _frames.Push(new Frame(kind, member));

    private Step Stand(ExportPiece piece, string member)
    {
        Piece = piece;
        Member = member;
        return Step.Found;
    }

    private void Commit(ref Utf8JsonReader reader)
    {
        _state = reader.CurrentState;
        _start += (int)reader.BytesConsumed;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        var kept = _end - _start;
        if (kept > _buffer.Length / 2)
        {
            if (kept >= LargestPiece)
            {
                throw Fault($"One element is larger than {LargestPiece / (1024 * 1024)} MB, which no IAM export holds; check that the file is one.");
            }
            var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
            _buffer.AsSpan(_start, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else
        {
            _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        }
        (_start, _end) = (0, kept);
        while (_end < _buffer.Length)
        {
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (read == 0)
            {
                _ended = true;
                return;
            }
            _end += read;
            BytesRead += read;
        }
    }

    private bool AtEnd()
    {
        var rest = _buffer.AsSpan(_start, _end - _start);
        if (_frames.Count == 0 && rest.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return BytesRead > 0 && _documents > 0
                ? false
                : throw new SnapshotFormatException(File, null, "The file is empty.");
        }
        var place = Place;
        try
        {
            var reader = new Utf8JsonReader(rest, isFinalBlock: true, _state);
            while (reader.Read())
            {
            }
        }
        catch (JsonException broken)
        {
            place = place.Length == 0 ? LineAndByte(broken) : $"{LineAndByte(broken)}, after {place}";
        }
        throw new SnapshotFormatException(
            File, place, "The file ends in the middle: it was cut off on its way. Export it again, or copy it again.");
    }

    private SnapshotFormatException Broken(JsonException broken)
    {
        var place = Place.Length == 0 ? LineAndByte(broken) : $"{LineAndByte(broken)}, after {Place}";
        var cause = broken switch
        {
            _ when broken.Message.Contains("depth", StringComparison.Ordinal) =>
                $"The JSON nests deeper than {DeepestNesting} levels, which no export does; it is not read.",
            _ when BytesRead > 0 && _documents == 0 && _frames.Count == 0 =>
                "This is not JSON. Run the aws command with --output json and give its output as it is.",
            _ => "The JSON is broken here. Export it again, or repair the file.",
        };
        return new SnapshotFormatException(File, place, cause, broken);
    }

    private static string LineAndByte(JsonException broken) =>
        $"line {(broken.LineNumber ?? 0) + 1}, byte {(broken.BytePositionInLine ?? 0) + 1}";

    private static string Described(JsonTokenType token) => token switch
    {
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        JsonTokenType.Null => "null",
        _ => "something else",
    };

    private enum FrameKind
    {
        Pages,
        Document,
        List,
    }

    private sealed class Frame(FrameKind kind, string member)
    {
        public FrameKind Kind { get; } = kind;

        public string Member { get; } = member;

        public int Count { get; set; }
    }
}
