using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Packs;
using Portal.Data.Audit.Verification;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Evidence;

/// <summary>
/// Verifies the evidence pack of a campaign with nothing but the file and a public key: that the manifest is signed, every file is the one it names,
/// with as many records, that each entry of the record is proven, and that the evidence says what the record says. Nothing is unpacked to disk.
/// </summary>
public static class VerifyEvidence
{
    private const int MostSmallBytes = 1024 * 1024;

    /// <summary>Whether a file looks like one, by the files in it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static bool IsOne(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            ZipDirectory.Check(Path.GetFileName(path), file, EvidenceFiles.All.Count);
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            return archive.Entries.Any(e => e.FullName is EvidenceFiles.Signature or EvidenceFiles.Evidence);
        }
        catch (Exception exception) when (exception is InvalidDataException or SnapshotFormatException)
        {
            return false;
        }
    }

    /// <summary>Verifies a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="trusted">The public keys that whoever asks trusts.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static async Task<VerificationResult> RunAsync(string path, IReadOnlyCollection<VerifierKey> trusted, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, useAsync: false);
        var run = new Run(file, Path.GetFileName(path), trusted);
        var finding = await run.InsideAsync(cancellationToken) ?? await PackSeal.FindBreachAsync(file, cancellationToken);
        var result = run.Export.Result() with { Rows = run.Evidence.Items };
        return finding is null ? result : result with { IsWhole = false, FirstBad = finding.Sequence, Findings = [finding] };
    }

    /// <summary>One verification.</summary>
    private sealed class Run(FileStream file, string name, IReadOnlyCollection<VerifierKey> trusted)
    {
        private readonly Dictionary<string, byte[]> _small = new(StringComparer.Ordinal);

        public ExportCheck Export { get; } = new(trusted);

        public EvidenceCheck Evidence { get; } = new();

        public async Task<Finding?> InsideAsync(CancellationToken cancellationToken)
        {
            try
            {
                ZipDirectory.Check(name, file, EvidenceFiles.All.Count);
                using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
                var found = archive.Entries.Select(e => e.FullName).ToList();
                if (!found.SequenceEqual(EvidenceFiles.All, StringComparer.Ordinal))
                {
                    return Of(
                        EvidenceFiles.All.Except(found, StringComparer.Ordinal).FirstOrDefault() is { } missing ? $"{missing}: it is missing"
                        : found.Except(EvidenceFiles.All, StringComparer.Ordinal).FirstOrDefault() is { } added ? $"{added}: it does not belong to a pack"
                        : "The files do not stand in their order");
                }
                foreach (var part in (string[])[EvidenceFiles.Key, EvidenceFiles.Checkpoint, EvidenceFiles.Manifest, EvidenceFiles.Signature])
                {
                    _small[part] = await ReadSmallAsync(archive.GetEntry(part)!, cancellationToken);
                }
                return JudgeManifest(out var manifest) ?? await JudgeFilesAsync(archive, manifest!, cancellationToken);
            }
            catch (SnapshotFormatException exception)
            {
                return Of(exception.Message.TrimEnd('.'));
            }
            catch (Exception exception) when (exception is InvalidDataException or JsonException or IOException or NotSupportedException or ArgumentException)
            {
                return Of($"{name}: it is no whole pack: {exception.Message.TrimEnd('.')}");
            }
        }

        private Finding? JudgeManifest(out EvidenceFiles.Contents? manifest)
        {
            manifest = null;
            var (bytes, signature) = (_small[EvidenceFiles.Manifest], Encoding.UTF8.GetString(_small[EvidenceFiles.Signature]));
            if (!trusted.Any(k => DetachedSignature.IsBy(signature, bytes, k)))
            {
                return Of($"{EvidenceFiles.Signature}: it is no signature of a trusted key over {EvidenceFiles.Manifest}, one of which was changed or made by somebody else");
            }
            manifest = JsonSerializer.Deserialize<EvidenceFiles.Contents>(bytes, StoredJson.Strict);
            return manifest is { Format: EvidenceHead.CurrentFormat, Kind: "campaign", Files: { } files } && files.Select(f => f.Name).SequenceEqual(EvidenceFiles.All.SkipLast(2), StringComparer.Ordinal)
                ? null
                : Of($"{EvidenceFiles.Manifest}: it does not list the files of such a pack");
        }

        private async Task<Finding?> JudgeFilesAsync(ZipArchive archive, EvidenceFiles.Contents manifest, CancellationToken cancellationToken)
        {
            foreach (var stated in manifest.Files)
            {
                if (await CheckAsync(archive.GetEntry(stated.Name)!, stated, cancellationToken) is { } finding)
                {
                    return finding;
                }
            }
            return Export.Note != Encoding.UTF8.GetString(_small[EvidenceFiles.Checkpoint]) ? Of($"{EvidenceFiles.Checkpoint}: it is not the checkpoint of {EvidenceFiles.Entries}")
                : trusted.All(k => k.Text + "\n" != Encoding.UTF8.GetString(_small[EvidenceFiles.Key])) ? Of($"{EvidenceFiles.Key}: it is not a key that is trusted here")
                : Evidence.End() is { } problem ? Of($"{EvidenceFiles.Evidence}: {problem}")
                : manifest.Items != Evidence.Items || manifest.Files.Single(f => f.Name == EvidenceFiles.Items).Records != Evidence.Items
                    ? Of($"{EvidenceFiles.Items}: it has not as many rows as there are items")
                : null;
        }

        /// <summary>Reads a file of the pack once: its digest, and what its lines say.</summary>
        private async Task<Finding?> CheckAsync(ZipArchiveEntry entry, EvidenceFiles.FileDigest stated, CancellationToken cancellationToken)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var unpacked = Open(entry);
            using var records = new RecordCount(entry.FullName);
            var buffer = new byte[64 * 1024];
            var size = 0L;
            Finding? first = null;
            while (await unpacked.ReadAsync(buffer, cancellationToken) is var read and > 0)
            {
                size += read;
                hash.AppendData(buffer.AsSpan(0, read));
                foreach (var line in records.Take(buffer.AsMemory(0, read)))
                {
                    first ??= Judge(entry.FullName, line);
                }
            }
            if (size != stated.Size || Convert.ToHexStringLower(hash.GetHashAndReset()) != stated.Sha256)
            {
                return first is { Sequence: not null } ? first : Of($"{entry.FullName}: it is not the file whose digest {EvidenceFiles.Manifest} holds");
            }
            return first
                ?? (stated.Records != records.Count(Evidence.Items) ? Of($"{entry.FullName}: it has {records.Count(Evidence.Items)} records, and {EvidenceFiles.Manifest} says {stated.Records}") : null);
        }

        private Finding? Judge(string file, string line)
        {
            try
            {
                switch (file)
                {
                    case EvidenceFiles.Entries when Export.Take(line) is { } finding:
                        return finding with { Problem = finding.Sequence is null ? $"{file}: {finding.Problem}" : $"{finding.Problem} ({file})" };
                    case EvidenceFiles.Entries:
                        Evidence.TakeEntry(line);
                        return null;
                    case EvidenceFiles.Evidence when Evidence.Take(line) is { } problem:
                        return Of($"{file}: {problem}");
                    default:
                        return null;
                }
            }
            catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                return Of($"{file}: a line is not as described: {exception.Message.TrimEnd('.')}");
            }
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

        private static Finding Of(string problem) => new(null, problem);
    }
}
