using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Packs;

/// <summary>
/// Verifies an evidence pack with nothing but the file and a public key: that it holds exactly the files that it should, each as the manifest says,
/// each entry proven by the checkpoint, the checkpoint signed, and no byte of the ZIP changed. Nothing is unpacked to disk or kept.
/// </summary>
public static class VerifyPack
{
    private const int MostSmallBytes = 1024 * 1024;

    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trusted">The public keys that whoever asks trusts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<VerificationResult> RunAsync(string path, IReadOnlyCollection<VerifierKey> trusted, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, useAsync: false);
        var export = new ExportCheck(trusted);
        var finding = await InsideAsync(file, Path.GetFileName(path), export, trusted, cancellationToken)
            ?? await PackSeal.FindBreachAsync(file, cancellationToken);
        var result = export.Result();
        return finding is null
            ? result
            : result with { IsWhole = false, FirstBad = finding.Sequence, Findings = [finding] };
    }

    private static async Task<Finding?> InsideAsync(
        FileStream file, string name, ExportCheck export, IReadOnlyCollection<VerifierKey> trusted, CancellationToken cancellationToken)
    {
        try
        {
            ZipDirectory.Check(name, file, EvidencePack.Files.Count);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (!archive.Entries.Select(e => e.FullName).SequenceEqual(EvidencePack.Files, StringComparer.Ordinal))
            {
                return new(null, $"The pack holds other files than {string.Join(", ", EvidencePack.Files)}");
            }
            var small = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var entry in archive.Entries.Where(e => e.FullName is not EvidencePack.Entries))
            {
                small[entry.FullName] = Encoding.UTF8.GetString(await ReadSmallAsync(entry, cancellationToken));
            }
            var manifest = JsonSerializer.Deserialize<EvidencePack.Contents>(small[EvidencePack.Manifest], StoredJson.Strict);
            if (manifest?.Format != 1 || manifest.Files is null || !manifest.Files.Select(f => f.Name).SequenceEqual(EvidencePack.Files.SkipLast(1), StringComparer.Ordinal))
            {
                return new(null, $"{EvidencePack.Manifest}: it does not list the files of a pack");
            }
            foreach (var stated in manifest.Files)
            {
                if (await CheckAsync(archive.GetEntry(stated.Name)!, stated, export, cancellationToken) is { } finding)
                {
                    return finding;
                }
            }
            return export.Note != small[EvidencePack.Checkpoint] ? new(null, $"{EvidencePack.Checkpoint}: it is not the checkpoint of {EvidencePack.Entries}")
                : trusted.All(k => k.Text + "\n" != small[EvidencePack.Key]) ? new(null, $"{EvidencePack.Key}: it is not a key that is trusted here")
                : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or SnapshotFormatException or JsonException or IOException or NotSupportedException or ArgumentException)
        {
            return new(null, exception is SnapshotFormatException ? exception.Message.TrimEnd('.') : $"{name}: it is no whole pack: {exception.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Reads a file of the pack once: its digest, and if these are the entries, each line.</summary>
    private static async Task<Finding?> CheckAsync(ZipArchiveEntry entry, EvidencePack.FileDigest stated, ExportCheck export, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var unpacked = Open(entry);
        using var lines = entry.FullName == EvidencePack.Entries ? new LineSplitter() : null;
        var buffer = new byte[64 * 1024];
        var size = 0L;
        Finding? first = null;
        while (await unpacked.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            size += read;
            hash.AppendData(buffer.AsSpan(0, read));
            foreach (var line in lines?.Take(buffer.AsMemory(0, read)) ?? [])
            {
                first ??= export.Take(line);
            }
        }
        if (lines?.Rest is { } rest)
        {
            first ??= export.Take(rest);
        }
        return first is not null ? first with { Problem = first.Sequence is null ? $"{entry.FullName}: {first.Problem}" : $"{first.Problem} ({entry.FullName})" }
            : size != stated.Size || Convert.ToHexStringLower(hash.GetHashAndReset()) != stated.Sha256 ? new(null, $"{entry.FullName}: it is not the file whose digest {EvidencePack.Manifest} holds")
            : null;
    }

    private static async Task<byte[]> ReadSmallAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using var unpacked = Open(entry);
        var content = new byte[MostSmallBytes + 1];
        var length = await unpacked.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= MostSmallBytes ? content[..length] : throw new SnapshotFormatException(entry.FullName, null, "It is larger than such a file ever is.");
    }

    private static UnpackingStream Open(ZipArchiveEntry entry)
    {
        var stream = entry.Open();
        return new(entry.FullName, stream, () => entry.CompressedLength, new(), stream);
    }
}
