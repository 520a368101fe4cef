using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Proofs;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Packs;

/// <summary>Writes evidence packs: entries with their proofs, and what one needs to verify them, in one ZIP.</summary>
/// <param name="proofs">Proves the entries.</param>
/// <param name="keys">Knows the public key.</param>
public sealed class WritePack(AuditProofs proofs, AuditKeys keys)
{
    private static readonly byte[] LineEnd = [(byte)'\n'];

    /// <summary>Writes one, entry by entry. Whoever gives it out records that before.</summary>
    /// <param name="filter">Which entries, as far as the latest checkpoint covers them.</param>
    /// <param name="output">Where to; left open.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops between entries.</param>
    /// <exception cref="InvalidOperationException">Nothing was signed yet.</exception>
    public async Task RunAsync(AuditFilter filter, Stream output, Caller by, CancellationToken cancellationToken)
    {
        var known = await keys.ListAsync(by, cancellationToken);
        await using var lines = proofs.ExportAsync(filter, by, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await lines.MoveNextAsync())
        {
            throw new InvalidOperationException("Nothing is signed yet, so nothing can be proven. The portal signs every minute: ask again then.");
        }
        var checkpoint = lines.Current.Checkpoint!;
        var signed = SignedCheckpoint.Parse(checkpoint);
        List<EvidencePack.FileDigest> digests = [];
        await using var sealing = new SealingStream(output);
        await using (var archive = await ZipArchive.CreateAsync(sealing, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken))
        {
            await AddAsync(archive, EvidencePack.Program, EvidencePack.ProgramText());
            await AddAsync(archive, EvidencePack.Key, Encoding.UTF8.GetBytes(known.Last(signed.IsSignedBy).Text + "\n"));
            await AddAsync(archive, EvidencePack.Checkpoint, Encoding.UTF8.GetBytes(checkpoint));
            digests.Add(await WriteAsync(archive, EvidencePack.Entries, WriteEntriesAsync, cancellationToken));
            var manifest = JsonSerializer.SerializeToUtf8Bytes(new EvidencePack.Contents(1, digests), StoredJson.Options);
            await WriteAsync(archive, EvidencePack.Manifest, async write => await write(manifest), cancellationToken);
        }
        await sealing.SealAsync(cancellationToken);

        async Task AddAsync(ZipArchive archive, string name, byte[] content) => digests.Add(await WriteAsync(archive, name, async write => await write(content), cancellationToken));

        async Task WriteEntriesAsync(Func<ReadOnlyMemory<byte>, ValueTask> write)
        {
            do
            {
                await write(JsonSerializer.SerializeToUtf8Bytes(lines.Current, StoredJson.Options));
                await write(LineEnd);
            }
            while (await lines.MoveNextAsync());
        }
    }

    private static async Task<EvidencePack.FileDigest> WriteAsync(
        ZipArchive archive, string name, Func<Func<ReadOnlyMemory<byte>, ValueTask>, Task> content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        await using var stream = await archive.CreateEntry(name, CompressionLevel.Optimal).OpenAsync(cancellationToken);
        await content(async bytes =>
        {
            size += bytes.Length;
            hash.AppendData(bytes.Span);
            await stream.WriteAsync(bytes, cancellationToken);
        });
        return new(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }
}
