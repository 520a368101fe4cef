using System.Text;

namespace Portal.Data.Platforms.Aws.Snapshots;

/// <summary>Opens an export file as UTF-8 whatever it was saved as: a redirect in Windows PowerShell writes UTF-16 with a byte order mark.</summary>
internal static class Utf8Stream
{
    /// <summary>The file's content as UTF-8, without byte order mark.</summary>
    public static Stream Over(SnapshotFile file)
    {
        var probe = new byte[4];
        int length;
        using (var beginning = file.Open())
        {
            length = beginning.ReadAtLeast(probe, probe.Length, throwOnEndOfStream: false);
        }
        return probe.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF, ..] => After(file.Open(), 3),
            [0xFF, 0xFE, ..] => Encoding.CreateTranscodingStream(After(file.Open(), 2), Encoding.Unicode, Encoding.UTF8),
            [0xFE, 0xFF, ..] => Encoding.CreateTranscodingStream(After(file.Open(), 2), Encoding.BigEndianUnicode, Encoding.UTF8),
            [(byte)'P', (byte)'K', 3, 4] => throw new SnapshotFormatException(file.Name, null, "This is a ZIP inside a ZIP; unpack the inner one."),
            [0x1F, 0x8B, ..] => throw new SnapshotFormatException(file.Name, null, "This was compressed twice; unpack it once."),
            _ => file.Open(),
        };
    }

    private static Stream After(Stream stream, int bytes)
    {
        stream.ReadExactly(new byte[bytes]);
        return stream;
    }
}
