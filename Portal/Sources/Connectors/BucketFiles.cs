using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Portal.Changes;

namespace Portal.Sources.Connectors;

/// <summary>Reads files of events from a bucket.</summary>
/// <param name="client">Asks S3.</param>
/// <param name="bodies">Reads what is in them.</param>
internal sealed class BucketFiles(IAmazonS3 client, EventBodies bodies)
{
    private static readonly byte[] Packed = [0x1f, 0x8b];

    /// <summary>A file's content, unpacked; null when there is none of this name.</summary>
    /// <exception cref="UnreadableFileException">It is larger than the portal takes at once, or no sound gzip.</exception>
    public async Task<EventBody?> ReadAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await client.GetObjectAsync(bucket, key, cancellationToken);
            var content = PipeReader.Create(found.ResponseStream);
            // Told by its first bytes: names and types of such files are anybody's choice.
            var start = (await content.ReadAtLeastAsync(Packed.Length, cancellationToken)).Buffer;
            var isPacked = start.Length >= Packed.Length && start.Slice(0, Packed.Length).ToArray().AsSpan().SequenceEqual(Packed);
            content.AdvanceTo(start.Start);
            return await bodies.ReadAsync(content.AsStream(), isPacked, Math.Max(0, found.ContentLength), cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing is { StatusCode: HttpStatusCode.NotFound, ErrorCode: "NoSuchKey" })
        {
            return null;
        }
        catch (UnreadableBodyException unreadable)
        {
            throw new UnreadableFileException($"The file {bucket}/{key} cannot be read. {unreadable.Message}", unreadable);
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
}
