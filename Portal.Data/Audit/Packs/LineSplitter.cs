using System.Text;
using Portal.Data.Platforms;

namespace Portal.Data.Audit.Packs;

/// <summary>Parts bytes into lines as they come, and refuses a line that would fill the memory.</summary>
internal sealed class LineSplitter : IDisposable
{
    private const int MostBytes = 64 * 1024 * 1024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly MemoryStream _line = new();

    /// <summary>What came after the last line end; null when nothing did.</summary>
    public string? Rest => _line.Length > 0 ? Text() : null;

    /// <summary>Takes bytes.</summary>
    /// <returns>The lines that they end, without their ends.</returns>
    /// <exception cref="SnapshotFormatException">A line is too long.</exception>
    /// <exception cref="ArgumentException">A line is not UTF-8.</exception>
    public IEnumerable<string> Take(ReadOnlyMemory<byte> bytes)
    {
        for (var end = bytes.Span.IndexOf((byte)'\n'); end >= 0; end = bytes.Span.IndexOf((byte)'\n'))
        {
            _line.Write(bytes.Span[..end]);
            bytes = bytes[(end + 1)..];
            yield return Text();
            _line.SetLength(0);
        }
        _line.Write(bytes.Span);
        if (_line.Length > MostBytes)
        {
            throw new SnapshotFormatException(EvidencePack.Entries, null, $"A line is longer than {MostBytes:N0} bytes.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _line.Dispose();

    private string Text() => Strict.GetString(_line.GetBuffer(), 0, (int)_line.Length);
}
