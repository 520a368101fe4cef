using System.Collections.Frozen;
using Portal.Data.Platforms.Aws.Policies;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>Those whose own policies may allow becoming some role, found once for a version of an organization and all questions about it.</summary>
internal sealed class Assumers
{
    private readonly Dictionary<PolicySet, IReadOnlyList<ResourceElement>?> _roles = new(ReferenceEqualityComparer.Instance);

    /// <summary>Finds them.</summary>
    public Assumers(Organization organization, OrganizationFacts facts)
    {
        var byAccount = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var number = 0; number < organization.Holders.Length; number++)
        {
            var holder = organization.Holders[number];
            if (!_roles.TryGetValue(holder.Policies, out var roles))
            {
                _roles.Add(holder.Policies, roles = Roles(holder.Policies, facts));
            }
            if (roles is { Count: 0 })
            {
                continue;
            }
            if (!byAccount.TryGetValue(holder.Container, out var callers))
            {
                byAccount.Add(holder.Container, callers = []);
            }
            callers.Add(number);
        }
        ByAccount = byAccount.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Their numbers by account.</summary>
    public FrozenDictionary<string, List<int>> ByAccount { get; }

    /// <summary>The roles that the policies of one of the organization's identities may allow to become; null when the content of a policy is not known.</summary>
    public IReadOnlyList<ResourceElement>? RolesOf(PolicySet policies) => _roles[policies];

    private static List<ResourceElement>? Roles(PolicySet set, OrganizationFacts facts)
    {
        var roles = new List<ResourceElement>();
        foreach (var policy in set.Policies)
        {
            if (facts.Get(policy.Document) is not { IsTooComplex: false } document)
            {
                return null;
            }
            roles.AddRange(document.Roles);
        }
        return roles;
    }
}
