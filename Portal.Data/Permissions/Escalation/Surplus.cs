using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Permissions.Escalation;

/// <summary>Tells whether one identity holds anything that another does not: becoming one's equal is no gain.</summary>
/// <param name="organization">The identities.</param>
/// <param name="engine">Evaluates them.</param>
internal sealed class Surplus(Organization organization, IPermissionEngine engine)
{
    // Evaluating costs milliseconds; past this many different sets what is not known counts as a gain.
    private const int MostSets = 60;

    private readonly Dictionary<(PolicySet Policies, string Container), EffectivePermissions> _known = [];

    /// <summary>Whether the holder <paramref name="target"/> may do something that <paramref name="caller"/> may not.</summary>
    public bool HasMore(int target, int caller)
    {
        if (ReferenceEquals(organization.Holders[target].Policies, organization.Holders[caller].Policies) && organization.Holders[target].Container == organization.Holders[caller].Container)
        {
            return false;
        }
        return PermissionsOf(target) is not { } theirs || PermissionsOf(caller) is not { } mine || theirs.Permissions.Any(permission => !IsCovered(permission, mine.Permissions));
    }

    private EffectivePermissions? PermissionsOf(int number)
    {
        var key = (organization.Holders[number].Policies, organization.Holders[number].Container);
        if (!_known.TryGetValue(key, out var permissions) && _known.Count < MostSets)
        {
            _known[key] = permissions = engine.Evaluate(organization.HoldingOf(organization.Holders[number]));
        }
        return permissions;
    }

    private static bool IsCovered(EffectivePermission permission, IReadOnlyList<EffectivePermission> by)
    {
        var covering = by.Where(mine => mine.Service == permission.Service && mine.Access == permission.Access
            && (mine.Resources.Contains("*", StringComparer.Ordinal) || permission.Resources.All(resource => mine.Resources.Contains(resource, StringComparer.Ordinal)))
            && mine.ExceptResources.All(except => permission.ExceptResources.Contains(except, StringComparer.Ordinal))
            && mine.Conditions.All(condition => permission.Conditions.Contains(condition)));
        return !permission.Actions.Except(covering.SelectMany(mine => mine.Actions), StringComparer.Ordinal).Any();
    }
}
