using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Hosting.Outbound;

namespace Portal.Audit.Delivery;

/// <summary>The bucket that checkpoints are put into, under object lock.</summary>
/// <param name="Bucket">Its name (<c>Audit:CheckpointBucket</c>).</param>
/// <param name="Prefix">What the objects' names begin with (<c>Audit:CheckpointBucketPrefix</c>).</param>
/// <param name="Region">Its region (<c>Audit:CheckpointBucketRegion</c>), or null for that of the environment.</param>
/// <param name="Endpoint">Where it is, if it is not at AWS (<c>Audit:CheckpointBucketEndpoint</c>); or null.</param>
/// <param name="IsInPath">Whether its name stands in the path of addresses instead of the host (<c>Audit:CheckpointBucketPathStyle</c>).</param>
/// <param name="RetentionDays">For how many days nobody can delete or change an object (<c>Audit:CheckpointBucketDays</c>).</param>
/// <param name="AccessKey">Whom to sign requests as (<c>Audit:CheckpointBucketAccessKey</c>); null for whoever the environment says.</param>
/// <param name="SecretKey">What to sign them with (<c>Audit:CheckpointBucketSecretKey</c>), or null.</param>
internal sealed partial record BucketSettings(
    string Bucket, string Prefix, string? Region, Uri? Endpoint, bool IsInPath, int RetentionDays, string? AccessKey, string? SecretKey)
{
    private const string Key = "Audit:CheckpointBucket";
    private const int DefaultDays = 400;
    private const int MostDays = 36_500;

    /// <summary>Reads the settings; null when no bucket is set.</summary>
    /// <exception cref="InvalidOperationException">A setting is wrong: names the key, the problem and an example. Never a secret.</exception>
    public static BucketSettings? From(IConfiguration configuration, OutboundGuard guard)
    {
        if (Given(Key) is not { } bucket)
        {
            return null;
        }
        if (!BucketName().IsMatch(bucket))
        {
            throw Wrong(Key, bucket, "the name of a bucket", "governance-checkpoints");
        }
        var (access, secret) = (Given(Key + "AccessKey"), Given(Key + "SecretKey"));
        if ((access is null) != (secret is null))
        {
            throw new InvalidOperationException($"{Key}AccessKey and {Key}SecretKey belong together: set both, or none to go by the environment.");
        }
        var endpoint = Given(Key + "Endpoint");
        return new(
            bucket,
            Given(Key + "Prefix") ?? "checkpoints/",
            Given(Key + "Region") ?? (endpoint is null ? null : "us-east-1"),
            endpoint is null ? null : ReadEndpoint(endpoint, guard),
            Given(Key + "PathStyle") switch
            {
                null => endpoint is not null,
                { } text when bool.TryParse(text, out var on) => on,
                { } text => throw Wrong(Key + "PathStyle", text, "true or false", "true"),
            },
            Given(Key + "Days") switch
            {
                null => DefaultDays,
                { } text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays => days,
                { } text => throw Wrong(Key + "Days", text, $"a number of days from 1 to {MostDays}", "400"),
            },
            access,
            secret);

        string? Given(string key) => configuration[key] is { Length: > 0 } value ? value : null;
    }

    private static Uri ReadEndpoint(string text, OutboundGuard guard) =>
        guard.FindAddress(text) ?? throw Wrong(Key + "Endpoint", text, "an https address (http only to a host in Outbound:AllowedPrivate)", "https://s3.example.org");

    private static InvalidOperationException Wrong(string key, string value, string what, string example) =>
        new($"{key} is '{value}', but must be {what}, for example {key.Replace(":", "__", StringComparison.Ordinal)}={example}.");

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();
}
