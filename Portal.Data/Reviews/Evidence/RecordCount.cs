using Portal.Data.Audit.Packs;

namespace Portal.Data.Reviews.Evidence;

/// <summary>Counts the records of a file as it is read, and gives out its lines where they are looked at.</summary>
/// <param name="file">The file's name.</param>
internal sealed class RecordCount(string file) : IDisposable
{
    private readonly LineSplitter _lines = new();
    private readonly bool _isCsv = file.EndsWith(".csv", StringComparison.Ordinal);
    private bool _isQuoted;
    private long _ends;

    /// <summary>Takes bytes.</summary>
    /// <returns>The lines that they end, of the files that have lines of their own.</returns>
    public IEnumerable<string> Take(ReadOnlyMemory<byte> bytes)
    {
        if (file is EvidenceFiles.Entries or EvidenceFiles.Evidence)
        {
            foreach (var line in _lines.Take(bytes))
            {
                _ends++;
                yield return line;
            }
        }
        else if (_isCsv)
        {
            CountRows(bytes.Span);
        }
    }

    /// <summary>How many there are: rows without the headings, entries without the checkpoint, items; null for files that have none.</summary>
    /// <param name="items">How many items were read.</param>
    public long? Count(long items) => file switch
    {
        EvidenceFiles.Evidence => items,
        EvidenceFiles.Entries => _ends - 1,
        _ => _isCsv ? _ends - 1 : null,
    };

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    // A quote in a cell is written twice, so that two of them change nothing.
    private void CountRows(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            _isQuoted ^= value == (byte)'"';
            _ends += value == (byte)'\n' && !_isQuoted ? 1 : 0;
        }
    }
}
