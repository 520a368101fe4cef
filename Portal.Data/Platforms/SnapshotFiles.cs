using System.IO.Compression;

namespace Portal.Data.Platforms;

/// <summary>
/// Unpacks uploads: a ZIP becomes the files in it, a gzip file what it packs, anything else stays as it is. Nothing is written to disk,
/// an entry's name is only shown, and what is larger than the limits allow is refused where it is noticed.
/// </summary>
public static class SnapshotFiles
{
    private static readonly string[] Readable = [".json", ".jsonl", ".ndjson", ".txt", ".gz", ".yaml", ".yml"];

    /// <summary>Unpacks <paramref name="files"/>, in order. The result reads them again whenever a file of it is opened.</summary>
    /// <exception cref="SnapshotFormatException">A ZIP is damaged, encrypted, too large or holds nothing to read.</exception>
    public static IReadOnlyList<SnapshotFile> Unpack(IReadOnlyList<SnapshotFile> files, SnapshotLimits? limits = null)
    {
        limits ??= new SnapshotLimits();
        List<SnapshotFile> unpacked = [];
        foreach (var file in files)
        {
            switch (Beginning(file))
            {
                case [(byte)'P', (byte)'K', 3, 4]:
                    unpacked.AddRange(Entries(file, limits));
                    break;
                case [(byte)'P', (byte)'K', 5, 6]:
                    throw new SnapshotFormatException(file.Name, null, "The ZIP is empty.");
                default:
                    unpacked.Add(Plain(file, limits));
                    break;
            }
        }
        return unpacked;
    }

    private static List<SnapshotFile> Entries(SnapshotFile file, SnapshotLimits limits)
    {
        try
        {
            using var stream = file.Open();
            ZipDirectory.Check(file.Name, stream, limits.Entries);
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            List<SnapshotFile> entries = [];
            long total = 0;
            for (var index = 0; index < archive.Entries.Count; index++)
            {
                var entry = archive.Entries[index];
                if (!IsReadable(entry))
                {
                    continue;
                }
                var name = $"{file.Name}/{entry.FullName}";
                total += entry.Length;
                if (entry.IsEncrypted)
                {
                    throw new SnapshotFormatException(name, null, "The ZIP is encrypted; unpack it and upload the files.");
                }
                if (total > limits.Bytes)
                {
                    throw new SnapshotFormatException(file.Name, null, $"The ZIP unpacks to more than {limits.Bytes:N0} bytes; upload its files in parts.");
                }
                entries.Add(Plain(Entry(file, name, index, entry, limits), limits));
            }
            return entries.Count > 0
                ? entries
                : throw new SnapshotFormatException(file.Name, null, "The ZIP holds no JSON file.");
        }
        catch (InvalidDataException broken)
        {
            throw new SnapshotFormatException(file.Name, null, "The ZIP is damaged; make or copy it again.", broken);
        }
    }

    private static SnapshotFile Entry(SnapshotFile file, string name, int index, ZipArchiveEntry entry, SnapshotLimits limits)
    {
        var packed = entry.CompressedLength;
        return new SnapshotFile(name, Open, entry.Length);

        Stream Open()
        {
            var archive = new ZipArchive(file.Open(), ZipArchiveMode.Read);
            return new UnpackingStream(name, archive.Entries[index].Open(), () => packed, limits, archive);
        }
    }

    // A gzip file, alone or in a ZIP, is read as what it packs.
    private static SnapshotFile Plain(SnapshotFile file, SnapshotLimits limits)
    {
        return Beginning(file) is [0x1F, 0x8B, ..]
            ? new SnapshotFile(file.Name, Open, Length: null)
            : file;

        Stream Open()
        {
            var packed = new CountingStream(file.Open());
            return new UnpackingStream(file.Name, new GZipStream(packed, CompressionMode.Decompress), () => packed.BytesRead, limits, packed);
        }
    }

    private static byte[] Beginning(SnapshotFile file)
    {
        var probe = new byte[4];
        using var stream = file.Open();
        return probe[..stream.ReadAtLeast(probe, probe.Length, throwOnEndOfStream: false)];
    }

    private static bool IsReadable(ZipArchiveEntry entry)
    {
        var extension = Path.GetExtension(entry.Name);
        return entry.Name.Length > 0
            && !entry.Name.StartsWith('.')
            && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)
            && (extension.Length == 0 || extension.Equals(".zip", StringComparison.OrdinalIgnoreCase) || Readable.Contains(extension, StringComparer.OrdinalIgnoreCase));
    }
}
