using System.Globalization;
using System.Text.RegularExpressions;
using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>
/// Where the events of an AWS source are fetched from. With a queue, what stands in its messages: events themselves, or notices of files in the
/// bucket. With a bucket alone, the files under its prefix. No secret is among them: who signs is said by the portal's own environment, or is a
/// role that this may assume.
/// </summary>
/// <param name="Queue">Address of an SQS queue (<c>eventQueue</c>), or null.</param>
/// <param name="Bucket">Name of an S3 bucket (<c>eventBucket</c>), or null.</param>
/// <param name="Prefix">What the files' names begin with (<c>eventPrefix</c>).</param>
/// <param name="Region">The region (<c>eventRegion</c>); that of the queue's address when it is not said.</param>
/// <param name="Endpoint">Where the bucket is, if it is not at AWS (<c>eventEndpoint</c>); or null.</param>
/// <param name="Role">ARN of a role to assume (<c>eventRole</c>), or null.</param>
/// <param name="ExternalId">What its trust policy asks for (<c>eventRoleExternalId</c>), or null.</param>
/// <param name="Since">The first day whose files are read (<c>eventsSince</c>); null for a week before the first reading.</param>
internal sealed partial record AwsEventSettings(
    Uri? Queue, string? Bucket, string Prefix, string? Region, Uri? Endpoint, string? Role, string? ExternalId, DateOnly? Since)
{
    /// <summary>The settings' names, in the order in which people fill them in, with what they are.</summary>
    public static IReadOnlyList<(string Name, string Label, string Example)> Fields { get; } =
    [
        (QueueKey, "SQS queue", "https://sqs.eu-central-1.amazonaws.com/111122223333/governance-events"),
        (BucketKey, "S3 bucket", "organization-trail"),
        (PrefixKey, "Prefix of the files", "AWSLogs/"),
        (SinceKey, "Files since", "2026-11-01"),
        (RegionKey, "Region", "eu-central-1"),
        (RoleKey, "Role to assume", "arn:aws:iam::111122223333:role/governance-events"),
        (ExternalIdKey, "External id of the role", "governance"),
        (EndpointKey, "Endpoint, if not at AWS", "https://s3.example.org"),
    ];

    private const string QueueKey = "eventQueue";
    private const string BucketKey = "eventBucket";
    private const string PrefixKey = "eventPrefix";
    private const string RegionKey = "eventRegion";
    private const string EndpointKey = "eventEndpoint";
    private const string RoleKey = "eventRole";
    private const string ExternalIdKey = "eventRoleExternalId";
    private const string SinceKey = "eventsSince";
    private const int LongestPrefix = 900;

    /// <summary>Whether the settings of a source say anything of where events are.</summary>
    public static bool AreIn(IReadOnlyDictionary<string, string> settings) => Fields.Any(field => !string.IsNullOrWhiteSpace(settings.GetValueOrDefault(field.Name)));

    /// <summary>Reads the settings of a source; null when they say nothing of events.</summary>
    /// <param name="settings">The source's settings.</param>
    /// <param name="guard">Knows which networks are open.</param>
    /// <param name="errors">What is wrong, by setting.</param>
    public static AwsEventSettings? Read(IReadOnlyDictionary<string, string> settings, OutboundGuard guard, out Dictionary<string, string> errors)
    {
        var reader = new Reader(settings, guard);
        errors = reader.Errors;
        var (queue, bucket) = (reader.Given(QueueKey), reader.Given(BucketKey));
        if (queue is null && bucket is null)
        {
            foreach (var (name, _, _) in Fields.Where(field => reader.Given(field.Name) is not null))
            {
                errors[name] = $"says how to fetch events, but neither {QueueKey} nor {BucketKey} says from where.";
            }
            return null;
        }
        var read = new AwsEventSettings(
            reader.Address(QueueKey, "the address of a queue"),
            reader.Matching(BucketKey, BucketName(), "the name of a bucket"),
            reader.Given(PrefixKey) ?? string.Empty,
            reader.Matching(RegionKey, RegionName(), "a region"),
            reader.Address(EndpointKey, "an address"),
            reader.Matching(RoleKey, RoleArn(), "the ARN of a role"),
            reader.Given(ExternalIdKey),
            reader.Day(SinceKey));
        if (read.Prefix.Length > LongestPrefix || read.Prefix.StartsWith('/'))
        {
            errors[PrefixKey] = $"must have at most {LongestPrefix} characters and not begin with a slash.";
        }
        if (read.ExternalId is not null && read.Role is null)
        {
            errors[ExternalIdKey] = $"goes with {RoleKey} only.";
        }
        return errors.Count == 0 ? read : null;
    }

    /// <summary>The region that requests are signed for.</summary>
    public string SigningRegion => Region ?? (Queue is { Host: var host } && QueueHost().Match(host) is { Success: true } match ? match.Groups["region"].Value : "us-east-1");

    [GeneratedRegex(@"^[a-z0-9.-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AwsHost();

    [GeneratedRegex(@"^(sqs\.(?<region>[a-z0-9-]+)|(?<region>[a-z0-9-]+)\.queue)\.amazonaws\.", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex QueueHost();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z]{2}[a-z0-9-]{3,30}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleArn();

    /// <summary>Reads one setting after the other and gathers what is wrong.</summary>
    private sealed class Reader(IReadOnlyDictionary<string, string> settings, OutboundGuard guard)
    {
        public Dictionary<string, string> Errors { get; } = new(StringComparer.Ordinal);

        public string? Given(string key) => settings.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

        // The portal signs what it sends there with its own credentials: not for anybody's host.
        public Uri? Address(string key, string what) => Given(key) is not { } text ? null
            : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0
                && ((address.Scheme == Uri.UriSchemeHttps && AwsHost().IsMatch(address.Host)) || (address.Scheme is "http" or "https" && guard.AllowsPlain(address.Host)))
                ? address
                : Wrong<Uri>(key, $"{what} at AWS with https, or of a host in Outbound:AllowedPrivate,");

        public string? Matching(string key, Regex form, string what) => Given(key) is not { } text ? null : form.IsMatch(text) ? text : Wrong<string>(key, what + ",");

        public DateOnly? Day(string key)
        {
            if (Given(key) is not { } text)
            {
                return null;
            }
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }
            Wrong<string>(key, "a day,");
            return null;
        }

        private T? Wrong<T>(string key, string what)
            where T : class
        {
            Errors[key] = $"must be {what} for example {Fields.First(field => field.Name == key).Example}.";
            return null;
        }
    }
}
