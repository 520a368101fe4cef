using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Portal.Data.Platforms.Aws.Simulation;

/// <summary>Some lines that follow each other, and their answers: what one thread works on at a time. Used again for later lines.</summary>
/// <param name="policies">The compiled policies of the run.</param>
internal sealed class CaseBlock(PolicyBytes policies) : IDisposable
{
    /// <summary>How many bytes of lines make a block; a longer line is one by itself.</summary>
    public const int Capacity = 128 * 1024;

    private const int TooLong = -1;
    private const int LargestKept = 1024 * 1024;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly CaseAnswer _answer = new(policies);
    private readonly List<int> _lengths = [];
    private ArrayBufferWriter<byte> _answers = new(Capacity);
    private Utf8JsonWriter? _writer;
    private byte[] _lines = new byte[Capacity];
    private int _length;
    private string? _ending;

    /// <summary>The answers, one a line.</summary>
    public ReadOnlyMemory<byte> Answers => _answers.WrittenMemory;

    /// <summary>True when every line could be read.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Takes a line in, null for one that is too long; false when there is no room for it.</summary>
    public bool TryAdd(ReadOnlySequence<byte>? line)
    {
        if (line is not { } bytes)
        {
            _lengths.Add(TooLong);
            return true;
        }
        if (_length + bytes.Length > _lines.Length)
        {
            if (_length > 0)
            {
                return false;
            }
            _lines = new byte[bytes.Length];
        }
        bytes.CopyTo(_lines.AsSpan(_length));
        _length += (int)bytes.Length;
        _lengths.Add((int)bytes.Length);
        return true;
    }

    /// <summary>Says after the last answer why there are no more.</summary>
    public void EndWith(string error) => _ending = error;

    /// <summary>Answers the lines.</summary>
    public void Answer()
    {
        IsWhole = true;
        var at = 0;
        foreach (var length in _lengths)
        {
            _writer ??= new Utf8JsonWriter(_answers, Plain);
            if (length == TooLong)
            {
                IsWhole = false;
                CaseAnswer.WriteError(_writer, id: null, $"line: is longer than {CaseLines.MaxLength} bytes");
            }
            else
            {
                IsWhole &= _answer.Write(_lines.AsMemory(at, length), _writer);
                at += length;
            }
            EndLine(_writer);
        }
        if (_ending is not null)
        {
            IsWhole = false;
            _writer ??= new Utf8JsonWriter(_answers, Plain);
            CaseAnswer.WriteError(_writer, id: null, _ending);
            EndLine(_writer);
        }
    }

    /// <summary>Empties it for other lines; what grew large is let go.</summary>
    public void Clear()
    {
        _lengths.Clear();
        _length = 0;
        _ending = null;
        if (_lines.Length > Capacity)
        {
            _lines = new byte[Capacity];
        }
        if (_answers.Capacity > LargestKept)
        {
            _answers = new ArrayBufferWriter<byte>(Capacity);
            _writer?.Reset(_answers);
        }
        _answers.ResetWrittenCount();
    }

    /// <inheritdoc />
    public void Dispose() => _writer?.Dispose();

    private void EndLine(Utf8JsonWriter writer)
    {
        writer.Flush();
        _answers.Write("\n"u8);
        writer.Reset();
    }
}
