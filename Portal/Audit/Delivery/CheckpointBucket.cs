using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Portal.Data.Audit.Proofs;
using Portal.Hosting.Outbound;

namespace Portal.Audit.Delivery;

/// <summary>
/// Puts checkpoints into an S3 bucket under object lock, in compliance mode: until their time is over nobody can delete or change them, its owner
/// included. An object holds one checkpoint and the empty line behind it, and is named by the size with twenty digits, so that all objects in the
/// order of their names, one after the other, are a file of checkpoints.
/// </summary>
/// <param name="settings">The bucket.</param>
/// <param name="guard">Keeps requests out of networks where they have no business.</param>
/// <param name="clock">The time.</param>
internal sealed class CheckpointBucket(BucketSettings settings, OutboundGuard guard, TimeProvider clock) : ICheckpointTarget, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly AwsClients _clients = new(guard);
    private AmazonS3Client? _client;

    /// <inheritdoc/>
    public string Name => "bucket";

    private AmazonS3Client Client => _client ??= Connect();

    /// <inheritdoc/>
    public async Task DeliverAsync(SignedState checkpoint, CancellationToken cancellationToken)
    {
        var key = settings.Prefix + checkpoint.Size.ToString("D20", CultureInfo.InvariantCulture);
        var content = checkpoint.Note + "\n";
        try
        {
            if (await FindAsync(key, cancellationToken) is { } there)
            {
                if (there != content)
                {
                    throw new DeliveryException($"The bucket holds another checkpoint of {checkpoint.Size} entries. Verify the record with it: audit verify --bucket.");
                }
                return;
            }
            await PutAsync(key, content, cancellationToken);
        }
        catch (Exception failed) when (failed is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new DeliveryException(ProblemOf(failed));
        }
    }

    /// <summary>
    /// Writes all checkpoints that the bucket holds into a file of checkpoints: every version of every object, so that whoever may write to the
    /// bucket cannot hide the first behind a second.
    /// </summary>
    /// <param name="path">The file to write.</param>
    /// <param name="first">A file of checkpoints that come first, or null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The bucket cannot be read, or holds none.</exception>
    public async Task GatherAsync(string path, string? first, CancellationToken cancellationToken)
    {
        await using var file = File.Create(path);
        if (first is not null)
        {
            await using var beginning = File.OpenRead(first);
            await beginning.CopyToAsync(file, cancellationToken);
        }
        var count = 0;
        ListVersionsResponse? page = null;
        do
        {
            page = await AskAsync(() => Client.ListVersionsAsync(
                new ListVersionsRequest { BucketName = settings.Bucket, Prefix = settings.Prefix, KeyMarker = page?.NextKeyMarker, VersionIdMarker = page?.NextVersionIdMarker },
                cancellationToken));
            foreach (var version in (page.Versions ?? []).Where(v => v.IsDeleteMarker != true))
            {
                using var found = await AskAsync(() => Client.GetObjectAsync(settings.Bucket, version.Key, version.VersionId, cancellationToken));
                await found.ResponseStream.CopyToAsync(file, cancellationToken);
                count++;
            }
        }
        while (page.IsTruncated == true);
        if (count == 0)
        {
            throw new InvalidOperationException($"The bucket {settings.Bucket} holds no checkpoints whose names begin with '{settings.Prefix}'.");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _client?.Dispose();
        _clients.Dispose();
    }

    private static async Task<string> TextAsync(GetObjectResponse found, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(found.ResponseStream, Encoding.UTF8);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failed) when (failed is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new InvalidOperationException($"The bucket of checkpoints cannot be read: {ProblemOf(failed)}", failed);
        }
    }

    /// <summary>What the service said, or else why it could not be asked.</summary>
    private static string ProblemOf(Exception failed) => failed is AmazonServiceException said && Enum.IsDefined(said.StatusCode) ? said.Message : failed.GetBaseException().Message;

    private async Task<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            using var found = await Client.GetObjectAsync(settings.Bucket, key, cancellationToken);
            return await TextAsync(found, cancellationToken);
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound && missing.ErrorCode is "NoSuchKey" or null or "")
        {
            return null;
        }
    }

    private async Task PutAsync(string key, string content, CancellationToken cancellationToken)
    {
        try
        {
            await Client.PutObjectAsync(
                new()
                {
                    BucketName = settings.Bucket,
                    Key = key,
                    ContentBody = content,
                    ContentType = "text/plain; charset=utf-8",
                    ObjectLockMode = ObjectLockMode.Compliance,
                    ObjectLockRetainUntilDate = clock.GetUtcNow().UtcDateTime.AddDays(settings.RetentionDays),
                    ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
                    ChecksumSHA256 = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content))),
                    IfNoneMatch = "*",
                    UseChunkEncoding = false,
                },
                cancellationToken);
        }
        catch (AmazonS3Exception meanwhile) when (meanwhile.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            // Another portal of this database was first: next time it is compared with what that one put.
            throw new DeliveryException("Something else put it there at the same time.");
        }
    }

    private AmazonS3Client Connect()
    {
        var configuration = new AmazonS3Config
        {
            ForcePathStyle = settings.IsInPath,
            HttpClientFactory = _clients,
            Timeout = Patience,
            // What is not taken is tried again from outside, with pauses.
            MaxErrorRetry = 1,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (settings.Endpoint is { } endpoint)
        {
            configuration.ServiceURL = endpoint.AbsoluteUri;
            configuration.AuthenticationRegion = settings.Region;
        }
        else if (settings.Region is { } region)
        {
            configuration.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        return settings.AccessKey is { } access
            ? new(new BasicAWSCredentials(access, settings.SecretKey), configuration)
            : new(configuration);
    }
}
