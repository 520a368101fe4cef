using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>What an organization knows about the resource of a question.</summary>
internal sealed class ResourceFacts
{
    /// <summary>Looks the resource up, and what it is part of: a bucket's policy governs its objects.</summary>
    public ResourceFacts(Organization organization, string resource)
    {
        var policies = new List<HeldResourcePolicy>();
        for (var end = resource.Length; end > 0; end = resource.LastIndexOf('/', end - 1))
        {
            if (organization.PolicyOn(resource[..end]) is { } policy && (end == resource.Length || policy.Resource.Contains(":s3:::", StringComparison.Ordinal)))
            {
                policies.Add(policy);
            }
        }
        var role = organization.Find(resource);
        if (role >= 0 && organization.Holders[role].TrustPolicy is { } trust)
        {
            policies.Insert(0, trust);
        }
        Policies = policies;
        Account = new ResourceName(resource).Account ?? policies.FirstOrDefault()?.Container;
    }

    /// <summary>The policies on it, the nearest first; none when none was imported.</summary>
    public IReadOnlyList<HeldResourcePolicy> Policies { get; }

    /// <summary>The account that owns it, or null when nothing says.</summary>
    public string? Account { get; }
}
