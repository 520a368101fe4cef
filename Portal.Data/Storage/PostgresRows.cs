using System.Buffers.Binary;

namespace Portal.Data.Storage;

/// <summary>Reads the stream of <c>COPY … TO STDOUT (FORMAT BINARY)</c>.</summary>
/// <param name="stream">The stream.</param>
/// <param name="columns">The columns that were asked for.</param>
internal sealed class PostgresRows(Stream stream, IReadOnlyList<BulkTable.Column> columns) : IAsyncDisposable
{
    private const int SignatureLength = 11;
    private const int StartLength = SignatureLength + (2 * sizeof(int));
    private static readonly long Epoch = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private readonly StoredRow _row = new(columns.Count);
    private readonly bool[] _areTimes = [.. columns.Select(c => c.StoreType.StartsWith("timestamp", StringComparison.Ordinal))];
    private readonly bool[] _areTexts = [.. columns.Select(c => c.StoreType is "text" || c.StoreType.StartsWith("character varying", StringComparison.Ordinal))];

    // What was received and not read yet lies between the two.
    private byte[] _received = new byte[1 << 16];
    private int _from;
    private int _to;

    private ReadOnlySpan<byte> Unread => _received.AsSpan(_from, _to - _from);

    /// <summary>Skips what comes before the first row.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await ReceiveAsync(StartLength, cancellationToken);
        var extension = BinaryPrimitives.ReadInt32BigEndian(Unread[(SignatureLength + sizeof(int))..]);
        await ReceiveAsync(StartLength + extension, cancellationToken);
        _from += StartLength + extension;
    }

    /// <summary>The next row, or null after the last.</summary>
    public async ValueTask<StoredRow?> ReadAsync(CancellationToken cancellationToken)
    {
        await ReceiveAsync(sizeof(short), cancellationToken);
        if (BinaryPrimitives.ReadInt16BigEndian(Unread) < 0)
        {
            return null;
        }
        int missing;
        while ((missing = Parse()) > 0)
        {
            await ReceiveAsync(_to - _from + missing, cancellationToken);
        }
        return _row;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();

    // Returns how many more bytes it takes at least to know the row, or 0 when it was all there and is read.
    private int Parse()
    {
        var rest = Unread[sizeof(short)..];
        _row.Clear();
        for (var i = 0; i < columns.Count; i++)
        {
            if (rest.Length < sizeof(int))
            {
                return sizeof(int) - rest.Length;
            }
            var length = BinaryPrimitives.ReadInt32BigEndian(rest);
            rest = rest[sizeof(int)..];
            if (length < 0)
            {
                _row.SetNull(i);
                continue;
            }
            if (rest.Length < length)
            {
                return length - rest.Length;
            }
            Set(i, rest[..length]);
            rest = rest[length..];
        }
        _from = _to - rest.Length;
        return 0;
    }

    private void Set(int column, ReadOnlySpan<byte> field)
    {
        if (_areTimes[column])
        {
            var microseconds = BinaryPrimitives.ReadInt64BigEndian(field);
            // 'infinity' is the largest number there is, and no time.
            _row.Set(column, microseconds is long.MaxValue or long.MinValue ? -1 : Epoch + (microseconds * TimeSpan.TicksPerMicrosecond));
        }
        else if (_areTexts[column])
        {
            _row.Set(column, StoredKind.Text, field);
        }
        else
        {
            switch (columns[column].StoreType)
            {
                case "bigint":
                    _row.Set(column, BinaryPrimitives.ReadInt64BigEndian(field));
                    break;
                case "integer":
                    _row.Set(column, BinaryPrimitives.ReadInt32BigEndian(field));
                    break;
                case "bytea":
                    _row.Set(column, StoredKind.Blob, field);
                    break;
                default:
                    _row.SetOther(column);
                    break;
            }
        }
    }

    // Receives until so many bytes are unread.
    private async ValueTask ReceiveAsync(int count, CancellationToken cancellationToken)
    {
        if (_to - _from >= count)
        {
            return;
        }
        if (_from + count > _received.Length)
        {
            var larger = count > _received.Length ? new byte[Math.Max(count, 2 * _received.Length)] : _received;
            Unread.CopyTo(larger);
            (_received, _from, _to) = (larger, 0, _to - _from);
        }
        _to += await stream.ReadAtLeastAsync(_received.AsMemory(_to), count - (_to - _from), throwOnEndOfStream: true, cancellationToken);
    }
}
