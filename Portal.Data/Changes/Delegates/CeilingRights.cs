using Portal.Data.Platforms;

namespace Portal.Data.Changes.Delegates;

/// <summary>Rights, summed up. An administrator's in full are megabytes, and the identity's own permissions give them with resources, conditions and reasons.</summary>
/// <param name="Summary">In plain sentences, riskiest first.</param>
/// <param name="Totals">In numbers.</param>
/// <param name="Services">The same by service, in the order of services.</param>
/// <param name="Administrator">In which sense it makes an administrator; null when it does not.</param>
/// <param name="NotModelled">What could not be said.</param>
public sealed record CeilingRights(
    IReadOnlyList<string> Summary, PermissionTotals Totals, IReadOnlyList<ServiceTotal> Services, AdministratorFinding? Administrator, IReadOnlyList<string> NotModelled)
{
    /// <summary>Sums permissions up.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <param name="gaps">What their answer lacks besides.</param>
    public static CeilingRights Of(EffectivePermissions permissions, IEnumerable<string> gaps) => new(
        permissions.Summary,
        permissions.Totals,
        PermissionTotals.ByService(permissions.Permissions),
        permissions.Administrator,
        [.. permissions.NotModelled.Concat(gaps).Distinct(StringComparer.Ordinal)]);
}
