using System.Buffers;

namespace Portal.Data.Storage;

/// <summary>
/// A row exactly as the database holds it, without conversion: a text's bytes, a column's real type. For checking what was stored, where a
/// conversion would smooth over what it should show. One object for all rows of a reading: what it gives out is good until the next row.
/// </summary>
public sealed class StoredRow
{
    private readonly StoredKind[] _kinds;
    private readonly long[] _numbers;
    private readonly (int From, int Length)[] _places;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);

    internal StoredRow(int columns) => (_kinds, _numbers, _places) = (new StoredKind[columns], new long[columns], new (int, int)[columns]);

    /// <summary>What stands in a column.</summary>
    public StoredKind KindOf(int column) => _kinds[column];

    /// <summary>The number that stands there.</summary>
    public long Number(int column) => _numbers[column];

    /// <summary>The text's or blob's bytes.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => _bytes.WrittenSpan.Slice(_places[column].From, _places[column].Length);

    internal void CopyFrom(StoredRow other)
    {
        other._kinds.CopyTo(_kinds);
        other._numbers.CopyTo(_numbers);
        other._places.CopyTo(_places);
        _bytes.ResetWrittenCount();
        _bytes.Write(other._bytes.WrittenSpan);
    }

    internal void Clear() => _bytes.ResetWrittenCount();

    internal void SetNull(int column) => _kinds[column] = StoredKind.Null;

    internal void SetOther(int column) => _kinds[column] = StoredKind.Other;

    internal void Set(int column, long number) => (_kinds[column], _numbers[column]) = (StoredKind.Number, number);

    internal void Set(int column, StoredKind kind, ReadOnlySpan<byte> bytes)
    {
        _kinds[column] = kind;
        _places[column] = (_bytes.WrittenCount, bytes.Length);
        _bytes.Write(bytes);
    }
}
