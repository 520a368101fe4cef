namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Says resources by their names, as people call them, in place of their ARNs.</summary>
internal static class ResourceWords
{
    private const int Parts = 6;
    private const string AnyThing = "any resource";

    /// <summary>Kinds whose name in an ARN is not what people call them.</summary>
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["db"] = "database",
        ["distribution"] = "distribution",
        ["event-bus"] = "event bus",
        ["hostedzone"] = "zone",
        ["layer"] = "layer",
        ["loadbalancer"] = "load balancer",
        ["mfa"] = "second factor",
        ["natgateway"] = "NAT gateway",
        ["stateMachine"] = "workflow",
        ["vpc"] = "network",
    };

    /// <summary>Services whose ARNs name the thing alone.</summary>
    private static readonly Dictionary<string, string> Nameless = new(StringComparer.Ordinal) { ["sns"] = "topic", ["sqs"] = "queue" };

    /// <summary>
    /// For example <c>bucket logs under 2026/</c>, <c>table orders in eu-west-1</c> or <c>role Deployer of account 210987654321</c>; what is no
    /// ARN stays as it is.
    /// </summary>
    /// <param name="resource">The pattern as a policy writes it.</param>
    /// <param name="account">The account of whom it is said; its own resources need not be said to be there.</param>
    public static string Of(string resource, string? account)
    {
        if (resource.Split(':', Parts) is not ["arn", _, { Length: > 0 } service, var region, var owner, { Length: > 0 } rest] || service.AsSpan().ContainsAny("*?$"))
        {
            return resource;
        }
        var name = service == "s3" && region.Length == 0 ? Bucket(rest) : Nameless.TryGetValue(service, out var kind) ? Named(kind, rest) : Typed(rest);
        var there = IsOpen(region) ? string.Empty : $" in {region}";
        var whose = IsOpen(owner) || owner == "aws" ? string.Empty : owner != account ? $" of account {owner}" : name == AnyThing ? " of its account" : string.Empty;
        return $"{name}{there}{whose}";
    }

    /// <summary>The account in a native id; null when it names none.</summary>
    public static string? AccountOf(string nativeId) => nativeId.Split(':', Parts) is ["arn", _, _, _, { Length: > 0 } account, _] ? account : null;

    private static bool IsOpen(string part) => part.Length == 0 || part.AsSpan().ContainsAny("*?$");

    private static string Bucket(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return Named("bucket", rest);
        }
        var (bucket, key) = (Named("bucket", rest[..slash]), rest[(slash + 1)..]);
        return key is "*" or "" ? bucket : key.EndsWith('*') && !key[..^1].AsSpan().ContainsAny("*?$") ? $"{bucket} under {key[..^1]}" : $"{key} in {bucket}";
    }

    private static string Typed(string rest)
    {
        if (rest.AsSpan().TrimStart("*:/").IsEmpty)
        {
            return AnyThing;
        }
        var at = rest.AsSpan().IndexOfAny(':', '/');
        if (at <= 0 || rest.AsSpan(0, at).ContainsAny("*?$"))
        {
            return rest;
        }
        return Named(Kinds.GetValueOrDefault(rest[..at], rest[..at].Replace('-', ' ')), rest[(at + 1)..]);
    }

    private static string Named(string kind, string name) => name == "*" ? $"any {kind}" : $"{kind} {name}";
}
