using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>
/// The risk of an identity from its permissions: a sum of named facts, at most 100. The points are these and no others:
/// <list type="table">
/// <item><term>60</term><description>everything is allowed to it</description></item>
/// <item><term>30</term><description>it can give or take rights on any resource without a condition</description></item>
/// <item><term>15</term><description>it can give or take some rights</description></item>
/// <item><term>20, 12, 8</term><description>it can change every resource of ten or more, three or more, or one service</description></item>
/// <item><term>12</term><description>it can read the content of every resource of a service that keeps data or secrets</description></item>
/// <item><term>10</term><description>it holds rights that nobody has used for 90 days</description></item>
/// <item><term>5</term><description>a part of what it may do is unknown</description></item>
/// </list>
/// </summary>
internal static class IdentityRisk
{
    private const int Most = 100;
    private const int DormantAfterDays = 90;
    private static readonly string[] DataServices = ["s3", "dynamodb", "secretsmanager", "ssm", "rds-data", "redshift-data", "kms", "athena", "sqs", "kinesis"];

    /// <summary>The facts that add to the risk, heaviest first.</summary>
    public static IReadOnlyList<RiskReason> Of(EffectivePermissions permissions, DateTimeOffset? lastUsedAt, DateTimeOffset now) =>
        [.. Facts(permissions, lastUsedAt, now).OrderByDescending(r => r.Points)];

    /// <summary>The sum, 0..100.</summary>
    public static int Sum(IEnumerable<RiskReason> reasons) => Math.Min(Most, reasons.Sum(r => r.Points));

    private static IEnumerable<RiskReason> Facts(EffectivePermissions permissions, DateTimeOffset? lastUsedAt, DateTimeOffset now)
    {
        var all = permissions.Permissions;
        if (permissions.IsAdministrator)
        {
            yield return new("Everything is allowed to it", 60);
        }
        else if (all.Any(p => p.Access == AccessLevel.PermissionsManagement && IsUnlimited(p)))
        {
            yield return new("Can give or take rights on any resource", 30);
        }
        else if (all.Any(p => p.Access == AccessLevel.PermissionsManagement))
        {
            yield return new("Can give or take some rights", 15);
        }
        var changed = all.Where(p => p.Access == AccessLevel.Write && IsUnlimited(p)).Select(p => p.Service).Distinct(StringComparer.Ordinal).Count();
        if (changed > 0)
        {
            yield return changed switch
            {
                >= 10 => new($"Can change every resource of {changed} services", 20),
                >= 3 => new($"Can change every resource of {changed} services", 12),
                _ => new($"Can change every resource of {(changed == 1 ? "a service" : "two services")}", 8),
            };
        }
        var read = all.FirstOrDefault(p => p.Access == AccessLevel.Read && IsUnlimited(p) && DataServices.Contains(p.Service, StringComparer.Ordinal));
        if (read is not null)
        {
            yield return new($"Can read everything in {read.Service}", 12);
        }
        if (all.Count > 0 && lastUsedAt < now.AddDays(-DormantAfterDays))
        {
            yield return new($"Not used for more than {DormantAfterDays} days", 10);
        }
        if (permissions.NotModelled.Count > 0)
        {
            yield return new("A part of what it may do is unknown", 5);
        }
    }

    private static bool IsUnlimited(EffectivePermission permission) =>
        permission.Conditions.Count == 0 && permission.ExceptResources.Count == 0 && permission.Resources.Contains("*", StringComparer.Ordinal);
}
