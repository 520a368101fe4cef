using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>The values of ResourceHandlingOption: how an instance is started, which says what kinds of resources a call has to name.</summary>
internal static class ResourceScenario
{
    private static readonly Dictionary<string, string[]> Kinds = new(StringComparer.Ordinal)
    {
        ["EC2-Classic-InstanceStore"] = ["instance", "image", "security-group"],
        ["EC2-Classic-EBS"] = ["instance", "image", "security-group", "volume"],
        ["EC2-VPC-InstanceStore"] = ["instance", "image", "security-group", "network-interface"],
        ["EC2-VPC-InstanceStore-Subnet"] = ["instance", "image", "security-group", "network-interface", "subnet"],
        ["EC2-VPC-EBS"] = ["instance", "image", "security-group", "network-interface", "volume"],
        ["EC2-VPC-EBS-Subnet"] = ["instance", "image", "security-group", "network-interface", "subnet", "volume"],
    };

    /// <summary>What is wrong with the option or with the resources beside it; null when nothing is.</summary>
    public static string? Problem(string option, IReadOnlyList<ResourceName> resources)
    {
        if (!Kinds.TryGetValue(option, out var kinds))
        {
            return $"must be one of {string.Join(", ", Kinds.Keys)}.";
        }
        var missing = kinds.Where(kind => !resources.Any(resource => IsOf(resource, kind))).ToList();
        return missing.Count == 0 ? null : $"{option} also needs in ResourceArns: {string.Join(", ", missing)}.";
    }

    private static bool IsOf(ResourceName resource, string kind) =>
        resource.IsArn && resource.Part(2) is "ec2" && resource.Part(5).StartsWith($"{kind}/", StringComparison.Ordinal);
}
