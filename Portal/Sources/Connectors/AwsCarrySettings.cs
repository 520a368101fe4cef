using System.Text.RegularExpressions;
using Portal.Hosting.Outbound;

namespace Portal.Sources.Connectors;

/// <summary>
/// Whether, and as whom, the portal carries revokes out in the accounts of an AWS source. Off unless it is said. No secret is among them: who
/// signs is said by the portal's own environment, or is a role that this may assume.
/// </summary>
/// <param name="Role">ARN of a role to assume (<c>carryRole</c>), or null.</param>
/// <param name="ExternalId">What its trust policy asks for (<c>carryRoleExternalId</c>), or null.</param>
/// <param name="Region">The region that requests are signed for (<c>carryRegion</c>); that of the partition when it is not said.</param>
/// <param name="Endpoint">Where IAM and STS are, if not at AWS (<c>carryEndpoint</c>); or null.</param>
internal sealed partial record AwsCarrySettings(string? Role, string? ExternalId, string? Region, Uri? Endpoint)
{
    /// <summary>The setting that turns it on.</summary>
    public const string SwitchKey = "carryOut";

    private const string RoleKey = "carryRole";
    private const string ExternalIdKey = "carryRoleExternalId";
    private const string RegionKey = "carryRegion";
    private const string EndpointKey = "carryEndpoint";

    /// <summary>The settings' names beside the switch, in the order in which people fill them in, with what they are.</summary>
    public static IReadOnlyList<(string Name, string Label, string Example)> Fields { get; } =
    [
        (RoleKey, "Role to assume", "arn:aws:iam::111122223333:role/governance-remediation"),
        (ExternalIdKey, "External id of the role", "governance"),
        (RegionKey, "Region", "us-east-1"),
        (EndpointKey, "Endpoint, if not at AWS", "https://iam.example.org"),
    ];

    /// <summary>The partition that the role is in.</summary>
    public string Partition => Role?.Split(':')[1] ?? "aws";

    /// <summary>The region that requests are signed for.</summary>
    public string SigningRegion => Region ?? Partition switch { "aws-cn" => "cn-north-1", "aws-us-gov" => "us-gov-west-1", _ => "us-east-1" };

    /// <summary>Whether the settings of a source turn it on.</summary>
    public static bool AreOn(IReadOnlyDictionary<string, string> settings) => settings.GetValueOrDefault(SwitchKey) == "on";

    /// <summary>Where a service is.</summary>
    public Uri AddressOf(string service) => Endpoint ?? new((service, Partition) switch
    {
        ("iam", "aws-cn") => "https://iam.cn-north-1.amazonaws.com.cn/",
        ("iam", "aws-us-gov") => "https://iam.us-gov.amazonaws.com/",
        ("iam", _) => "https://iam.amazonaws.com/",
        (_, "aws-cn") => $"https://{service}.{SigningRegion}.amazonaws.com.cn/",
        _ => $"https://{service}.{SigningRegion}.amazonaws.com/",
    });

    /// <summary>Reads the settings of a source.</summary>
    /// <param name="settings">The source's settings.</param>
    /// <param name="guard">Knows which networks are open.</param>
    /// <param name="errors">What is wrong, by setting.</param>
    public static AwsCarrySettings? Read(IReadOnlyDictionary<string, string> settings, OutboundGuard guard, out Dictionary<string, string> errors)
    {
        var wrong = errors = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Given(SwitchKey) is not (null or "on" or "off"))
        {
            wrong[SwitchKey] = "must be on or off.";
        }
        var read = new AwsCarrySettings(
            Matching(RoleKey, RoleArn(), "the ARN of a role"), Given(ExternalIdKey), Matching(RegionKey, RegionName(), "a region"), Address());
        if (read.ExternalId is not null && read.Role is null)
        {
            wrong[ExternalIdKey] = $"goes with {RoleKey} only.";
        }
        return wrong.Count == 0 ? read : null;

        string? Given(string key) => settings.TryGetValue(key, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

        string? Matching(string key, Regex form, string what)
        {
            if (Given(key) is { } text && !form.IsMatch(text))
            {
                wrong[key] = $"must be {what}, for example {Fields.First(field => field.Name == key).Example}.";
            }
            return Given(key);
        }

        // The portal signs what it sends there: not for anybody's host.
        Uri? Address()
        {
            if (Given(EndpointKey) is not { } text)
            {
                return null;
            }
            if (guard.FindAddress(text) is { } address && (AwsHost().IsMatch(address.Host) || guard.AllowsPlain(address.Host)))
            {
                return address;
            }
            wrong[EndpointKey] = $"must be an address at AWS with https, or of a host in Outbound:AllowedPrivate, for example {Fields.First(field => field.Name == EndpointKey).Example}.";
            return null;
        }
    }

    [GeneratedRegex(@"^[a-z0-9.-]+\.(?:amazonaws\.com|amazonaws\.com\.cn|amazonaws\.eu)$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AwsHost();

    [GeneratedRegex("^[a-z]{2}[a-z0-9-]{3,30}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[\w+=,.@/-]{1,512}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoleArn();
}
