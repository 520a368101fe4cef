using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Portal.Data.Audit.Packs;

namespace Portal.Data.Reviews.Evidence;

/// <summary>Writes the ZIP of an evidence pack, file by file, and keeps what the manifest says of each. The same content is the same bytes.</summary>
/// <param name="output">Where to; left open.</param>
/// <param name="at">The time that every file bears.</param>
internal sealed class EvidenceArchive(Stream output, DateTimeOffset at) : IAsyncDisposable
{
    private readonly SealingStream _sealing = new(output);
    private readonly List<EvidenceFiles.FileDigest> _digests = [];
    private ZipArchive? _zip;

    /// <summary>What was written so far.</summary>
    public IReadOnlyList<EvidenceFiles.FileDigest> Digests => _digests;

    /// <summary>Writes a file that is there as a whole.</summary>
    public Task AddAsync(string name, byte[] content, long? records, CancellationToken cancellationToken) => AddAsync(
        name,
        async write =>
        {
            await write(content);
            return records;
        },
        cancellationToken);

    /// <summary>Writes a file part by part.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">Writes it, and says how many records it has.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task AddAsync(string name, Func<Func<ReadOnlyMemory<byte>, ValueTask>, Task<long?>> content, CancellationToken cancellationToken)
    {
        _zip ??= await ZipArchive.CreateAsync(_sealing, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, cancellationToken);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        var entry = _zip.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = at.ToUniversalTime();
        await using var stream = await entry.OpenAsync(cancellationToken);
        var records = await content(async bytes =>
        {
            size += bytes.Length;
            hash.AppendData(bytes.Span);
            await stream.WriteAsync(bytes, cancellationToken);
        });
        _digests.Add(new(name, size, Convert.ToHexStringLower(hash.GetHashAndReset()), records));
    }

    /// <summary>Ends the ZIP with its seal.</summary>
    public async Task SealAsync(CancellationToken cancellationToken)
    {
        if (_zip is not null)
        {
            await _zip.DisposeAsync();
            _zip = null;
        }
        await _sealing.SealAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_zip is not null)
        {
            await _zip.DisposeAsync();
        }
        await _sealing.DisposeAsync();
    }
}
