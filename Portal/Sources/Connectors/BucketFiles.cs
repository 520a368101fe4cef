using System.IO.Compression;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Portal.Sources.Connectors;

/// <summary>Reads files of events from a bucket.</summary>
/// <param name="client">Asks S3.</param>
/// <param name="most">The most bytes of one file, unpacked.</param>
internal sealed class BucketFiles(IAmazonS3 client, long most)
{
    private const int Buffer = 81920;

    /// <summary>A file's content, unpacked; null when there is none of this name.</summary>
    /// <exception cref="UnreadableFileException">It is larger than the portal takes at once, or no sound gzip.</exception>
    public async Task<ReadOnlyMemory<byte>?> ReadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await client.GetObjectAsync(bucket, key, cancellationToken);
            using var packed = new MemoryStream();
            await CopyAsync(found.ResponseStream, packed, bucket, key, cancellationToken);
            if (!packed.GetBuffer().AsSpan(0, (int)packed.Length).StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]))
            {
                return packed.GetBuffer().AsMemory(0, (int)packed.Length);
            }
            packed.Position = 0;
            await using var unpacking = new GZipStream(packed, CompressionMode.Decompress);
            var unpacked = new MemoryStream();
            await CopyAsync(unpacking, unpacked, bucket, key, cancellationToken);
            return unpacked.GetBuffer().AsMemory(0, (int)unpacked.Length);
        }
        catch (AmazonS3Exception missing) when (missing is { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" })
        {
            return null;
        }
        catch (InvalidDataException broken)
        {
            throw new UnreadableFileException($"The file {bucket}/{key} is not sound gzip.", broken);
        }
    }

    /// <summary>The names under a prefix after another name, in the order of their code points.</summary>
    public async IAsyncEnumerable<string> ListAsync(
        string bucket, string prefix, string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Response? page = null;
        do
        {
            page = await client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = page is null ? after : null, ContinuationToken = page?.NextContinuationToken }, cancellationToken);
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found.Key;
            }
        }
        while (page.IsTruncated == true);
    }

    /// <summary>The folders right under a prefix, each with its slash; and whether files of events lie there.</summary>
    public async Task<(IReadOnlyList<string> Folders, bool HasFiles)> FoldersAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        var hasFiles = false;
        ListObjectsV2Response? page = null;
        do
        {
            page = await client.ListObjectsV2Async(
                new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/", ContinuationToken = page?.NextContinuationToken }, cancellationToken);
            folders.AddRange(page.CommonPrefixes ?? []);
            hasFiles |= (page.S3Objects ?? []).Exists(f => BucketFolder.IsOfEvents(f.Key));
        }
        while (page.IsTruncated == true);
        return (folders, hasFiles);
    }

    private async Task CopyAsync(Stream from, MemoryStream to, string bucket, string key, CancellationToken cancellationToken)
    {
        var buffer = new byte[Buffer];
        int read;
        while ((read = await from.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (to.Length + read > most)
            {
                throw new UnreadableFileException($"The file {bucket}/{key} holds more than {most} bytes.");
            }
            to.Write(buffer, 0, read);
        }
    }
}
