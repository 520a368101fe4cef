using System.Buffers.Binary;

namespace Portal.Data.Platforms;

/// <summary>Counts a ZIP's entries without keeping them: a directory of millions would fill the memory before anyone could refuse it.</summary>
internal static class ZipDirectory
{
    private const int EndLength = 22;
    private const int LongestComment = 65_535;
    private const int HeaderLength = 46;

    /// <summary>Refuses a ZIP with more than <paramref name="most"/> entries.</summary>
    public static void Check(string file, Stream stream, int most)
    {
        if (!stream.CanSeek)
        {
            throw new ArgumentException("A ZIP can only be read from a stream that seeks.", nameof(stream));
        }
        var tail = new byte[(int)Math.Min(stream.Length, EndLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        // "PK\5\6", …, entries (2 bytes at 10), size (4 at 12), offset (4 at 16), comment
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            throw new SnapshotFormatException(file, null, "The ZIP was cut off: its directory at the end is missing. Make or copy it again.");
        }
        var announced = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (announced > most || offset == uint.MaxValue || Count(stream, offset, most) > most)
        {
            throw new SnapshotFormatException(file, null, $"The ZIP holds more than {most:N0} files; upload fewer at a time.");
        }
        stream.Position = 0;
    }

    private static int Count(Stream stream, long offset, int most)
    {
        var header = new byte[HeaderLength];
        var count = 0;
        while (count <= most && offset < stream.Length)
        {
            stream.Position = offset;
            if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength || !header.AsSpan().StartsWith("PK\u0001\u0002"u8))
            {
                break;
            }
            // name (2 bytes at 28), extra field (2 at 30) and comment (2 at 32) follow the header
            offset += HeaderLength
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28))
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30))
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
            count++;
        }
        return count;
    }
}
