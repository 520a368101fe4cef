using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support.Aws;

/// <summary>
/// Speaks, on a socket of this machine, what S3 speaks about one bucket with versions and object lock: putting, reading, listing versions and
/// deleting, in compliance mode. It takes only what is signed right, carries a checksum that fits and says how long it is to be kept; names of
/// buckets stand in the path. Pages of its lists are short, so that a reader has to turn them.
/// </summary>
internal sealed class BucketStandIn : IAsyncDisposable
{
    /// <summary>The bucket.</summary>
    public const string Name = "governance-checkpoints";

    /// <summary>The region that requests have to be signed for.</summary>
    public const string Region = "eu-central-1";

    /// <summary>Who may ask.</summary>
    public const string AccessKey = "AKIATESTSTESTSTESTS1";

    /// <summary>What they sign with.</summary>
    public const string SecretKey = "canary-of-the-bucket-9b13/+=";

    private const int PageLength = 2;
    private static readonly XNamespace Space = "http://s3.amazonaws.com/doc/2006-03-01/";
    private readonly WebApplication _web;
    private readonly List<StoredVersion> _versions = [];
    private readonly Lock _lock = new();

    private BucketStandIn(WebApplication web, Uri address)
    {
        _web = web;
        Address = address;
    }

    /// <summary>Where it is.</summary>
    public Uri Address { get; }

    /// <summary>Answers every request with this status, or null to work.</summary>
    public int? Trouble { get; set; }

    /// <summary>What it holds, oldest first.</summary>
    public IReadOnlyList<StoredVersion> Versions
    {
        get
        {
            lock (_lock)
            {
                return [.. _versions];
            }
        }
    }

    /// <summary>What the portal has to be told to use it.</summary>
    public IReadOnlyList<string> Settings =>
    [
        $"Audit:CheckpointBucket={Name}", $"Audit:CheckpointBucketEndpoint={Address}", $"Audit:CheckpointBucketRegion={Region}", "Audit:CheckpointBucketDays=30",
        $"Audit:CheckpointBucketAccessKey={AccessKey}", $"Audit:CheckpointBucketSecretKey={SecretKey}", "Outbound:AllowedPrivate=127.0.0.1",
    ];

    /// <summary>Starts one.</summary>
    public static async Task<BucketStandIn> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, address.Port));
        builder.Services.AddRouting();
        var web = builder.Build();
        var bucket = new BucketStandIn(web, address);
        web.Run(bucket.AnswerAsync);
        await web.StartAsync();
        return bucket;
    }

    /// <summary>Puts a version past all checks, as somebody else who may write to the bucket does.</summary>
    public void Put(string key, string content) => Put(key, System.Text.Encoding.UTF8.GetBytes(content));

    /// <inheritdoc cref="Put(string, string)"/>
    public void Put(string key, byte[] content)
    {
        lock (_lock)
        {
            _versions.Add(new(key, NewId(), content, DateTimeOffset.MaxValue));
        }
    }

    /// <summary>How often each name was read.</summary>
    public System.Collections.Concurrent.ConcurrentDictionary<string, int> Readings { get; } = new(StringComparer.Ordinal);

    /// <summary>Takes everything away, as only a bucket without object lock lets happen.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _versions.Clear();
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private string NewId() => "v" + (_versions.Count + 1).ToString("D4", CultureInfo.InvariantCulture);

    private async Task AnswerAsync(HttpContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.Body.CopyToAsync(memory, context.RequestAborted);
        var body = memory.ToArray();
        var path = context.Request.Path.Value!.Split('/', 3);
        if (Trouble is { } trouble)
        {
            await RefuseAsync(context, trouble, "InternalError");
        }
        else if (SignatureV4.ProblemOf(context.Request, body, AccessKey, SecretKey, Region) is { } problem)
        {
            await RefuseAsync(context, StatusCodes.Status403Forbidden, problem);
        }
        else if (path[1] != Name)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchBucket");
        }
        else if (path is [_, _, { Length: > 0 } key])
        {
            await (context.Request.Method switch
            {
                "PUT" => PutAsync(context, key, body),
                "GET" => GetAsync(context, key),
                _ => RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "MethodNotAllowed"),
            });
        }
        else
        {
            await ListAsync(context);
        }
    }

    private Task PutAsync(HttpContext context, string key, byte[] body)
    {
        var headers = context.Request.Headers;
        if (headers["x-amz-checksum-sha256"] != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "BadDigest");
        }
        if (headers["x-amz-object-lock-mode"] != "COMPLIANCE"
            || !DateTimeOffset.TryParse(headers["x-amz-object-lock-retain-until-date"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            || until <= An.Instant)
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "InvalidRequest");
        }
        lock (_lock)
        {
            if (headers.IfNoneMatch == "*" && _versions.FindLast(v => v.Key == key) is { Content: not null })
            {
                return RefuseAsync(context, StatusCodes.Status412PreconditionFailed, "PreconditionFailed");
            }
            _versions.Add(new(key, NewId(), body, until));
            context.Response.Headers["x-amz-version-id"] = _versions[^1].Id;
        }
        context.Response.Headers.ETag = $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"";
        return Task.CompletedTask;
    }

    private async Task GetAsync(HttpContext context, string key)
    {
        var asked = context.Request.Query["versionId"].ToString();
        if (Versions.LastOrDefault(v => v.Key == key && (asked.Length == 0 || v.Id == asked)) is not { Content: { } content } found)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, "NoSuchKey");
            return;
        }
        Readings.AddOrUpdate(key, 1, (_, count) => count + 1);
        context.Response.Headers["x-amz-version-id"] = found.Id;
        context.Response.ContentLength = content.Length;
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }

    private Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query["list-type"] == "2")
        {
            return ListNamesAsync(context);
        }
        if (!query.ContainsKey("versions"))
        {
            return RefuseAsync(context, StatusCodes.Status501NotImplemented, "NotImplemented");
        }
        // By name, and of one name the newest first.
        var sorted = Versions.Reverse().Where(v => v.Key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal)).OrderBy(v => v.Key, StringComparer.Ordinal).ToList();
        var start = query["key-marker"].ToString() is { Length: > 0 } after
            ? sorted.FindIndex(v => v.Key == after && v.Id == query["version-id-marker"].ToString()) + 1
            : 0;
        var page = sorted.Skip(start).Take(PageLength).ToList();
        var isCut = start + page.Count < sorted.Count;
        return WriteAsync(context, new XElement(
            Space + "ListVersionsResult",
            new XElement(Space + "Name", Name),
            new XElement(Space + "Prefix", query["prefix"].ToString()),
            new XElement(Space + "MaxKeys", PageLength),
            new XElement(Space + "IsTruncated", isCut),
            isCut ? new XElement(Space + "NextKeyMarker", page[^1].Key) : null,
            isCut ? new XElement(Space + "NextVersionIdMarker", page[^1].Id) : null,
            page.Select(v => new XElement(
                Space + (v.Content is null ? "DeleteMarker" : "Version"),
                new XElement(Space + "Key", v.Key),
                new XElement(Space + "VersionId", v.Id),
                new XElement(Space + "IsLatest", Versions.Last(l => l.Key == v.Key) == v),
                new XElement(Space + "LastModified", SignatureV4.Time(An.Instant)),
                new XElement(Space + "Size", v.Content?.Length ?? 0)))));
    }

    // ListObjectsV2: names in the order of their code points, those that share a beginning up to the delimiter as one.
    private Task ListNamesAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var (prefix, delimiter) = (query["prefix"].ToString(), query["delimiter"].ToString());
        var after = query["continuation-token"].ToString() is { Length: > 0 } token ? token : query["start-after"].ToString();
        var entries = Versions.Select(v => v.Key).Distinct(StringComparer.Ordinal)
            .Where(key => key.StartsWith(prefix, StringComparison.Ordinal))
            .Select(key => delimiter.Length > 0 && key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal) is var end and >= 0 ? key[..(end + 1)] : key)
            .Distinct(StringComparer.Ordinal)
            .Where(entry => string.CompareOrdinal(entry, after) > 0)
            .Order(StringComparer.Ordinal)
            .ToList();
        var page = entries.Take(PageLength).ToList();
        var isCut = page.Count < entries.Count;
        return WriteAsync(context, new XElement(
            Space + "ListBucketResult",
            new XElement(Space + "Name", Name),
            new XElement(Space + "Prefix", prefix),
            new XElement(Space + "KeyCount", page.Count),
            new XElement(Space + "IsTruncated", isCut),
            isCut ? new XElement(Space + "NextContinuationToken", page[^1]) : null,
            page.Select(entry => delimiter.Length > 0 && entry.EndsWith(delimiter, StringComparison.Ordinal)
                ? new XElement(Space + "CommonPrefixes", new XElement(Space + "Prefix", entry))
                : new XElement(
                    Space + "Contents",
                    new XElement(Space + "Key", entry),
                    new XElement(Space + "LastModified", SignatureV4.Time(An.Instant)),
                    new XElement(Space + "Size", Versions.Last(v => v.Key == entry).Content?.Length ?? 0)))));
    }

    private static Task RefuseAsync(HttpContext context, int status, string code)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, new XElement("Error", new XElement("Code", code), new XElement("Message", $"It says {code}.")));
    }

    private static Task WriteAsync(HttpContext context, XElement answer)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync(answer.ToString(SaveOptions.DisableFormatting));
    }
}
