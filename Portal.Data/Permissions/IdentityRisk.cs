using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>
/// The risk of an identity: a sum of named facts, each with a weight of <see cref="RiskWeight"/>, at most 100. What can be read off its own
/// permissions is found here; what depends on other identities (<see cref="FromOthers"/>) is found when all are known.
/// </summary>
internal static class IdentityRisk
{
    private const int DormantAfterDays = 90;
    private const int OldAfterDays = 365;
    private static readonly string[] DataServices = ["s3", "dynamodb", "secretsmanager", "ssm", "rds-data", "redshift-data", "kms", "athena", "sqs", "kinesis"];
    private static readonly string[] Destroying = ["Delete", "Destroy", "Purge", "Terminate"];

    /// <summary>The kinds of facts that depend on other identities; an administrator's is its own.</summary>
    public static bool FromOthers(RiskReason reason) =>
        reason.Factor == RiskFactor.ExternalTrust || (reason.Factor == RiskFactor.PrivilegeEscalation && reason.Points != RiskWeight.Administrator.Points);

    /// <summary>The facts that add to the risk, heaviest first.</summary>
    /// <param name="permissions">What it can do.</param>
    /// <param name="identity">The identity; facts from others that it has already are kept, unless it became an administrator.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<RiskReason> Of(EffectivePermissions permissions, Identity identity, DateTimeOffset now)
    {
        var own = Facts(permissions, identity, now).ToList();
        var kept = identity.RiskReasons.Where(FromOthers).Where(reason => !own.Exists(fact => fact.Factor == reason.Factor));
        return RiskReason.Ordered(own.Concat(kept));
    }

    private static IEnumerable<RiskReason> Facts(EffectivePermissions permissions, Identity identity, DateTimeOffset now)
    {
        var all = permissions.Permissions;
        RiskReason?[] facts =
        [
            permissions.IsAdministrator ? RiskWeight.Administrator.As("As powerful as an administrator") : null,
            permissions.IsAdministrator ? null : Rights(all),
            Data(all),
            Destruction(all),
            Breadth(all),
            Credentials(identity, now),
            all.Count > 0 && identity.LastUsedAt < now.AddDays(-DormantAfterDays) ? RiskWeight.Dormant.As($"Not used for more than {DormantAfterDays} days") : null,
            permissions.NotModelled.Count > 0 ? RiskWeight.PartlyUnknown.As("A part of what it may do is unknown") : null,
        ];
        return facts.OfType<RiskReason>();
    }

    private static RiskReason? Rights(IReadOnlyList<EffectivePermission> all)
    {
        var manages = all.Where(p => p.Access == AccessLevel.PermissionsManagement).ToList();
        return manages.Exists(IsUnlimited) ? RiskWeight.ManagesRights.As("Can give or take rights on any resource")
            : manages.Count > 0 ? RiskWeight.ManagesSomeRights.As("Can give or take some rights")
            : null;
    }

    private static RiskReason? Data(IReadOnlyList<EffectivePermission> all)
    {
        var reads = all.Where(p => p.Access == AccessLevel.Read && DataServices.Contains(p.Service, StringComparer.Ordinal)).ToList();
        return reads.Find(IsUnlimited) is { } everything ? RiskWeight.ReadsAll.As($"Can read everything in {everything.Service}")
            : reads.Count > 0 ? RiskWeight.ReadsSome.As($"Can read some of {reads[0].Service}")
            : null;
    }

    private static RiskReason? Destruction(IReadOnlyList<EffectivePermission> all)
    {
        var destroys = all.Where(p => p.Actions.Any(Destroys)).ToList();
        return destroys.Find(IsUnlimited) is { } everything ? RiskWeight.DestroysAll.As($"Can delete everything of a kind in {everything.Service}")
            : destroys.Count > 0 ? RiskWeight.DestroysSome.As($"Can delete some of {destroys[0].Service}")
            : null;
    }

    private static RiskReason? Breadth(IReadOnlyList<EffectivePermission> all)
    {
        var changed = all.Where(p => p.Access == AccessLevel.Write && IsUnlimited(p)).Select(p => p.Service).Distinct(StringComparer.Ordinal).Count();
        return changed switch
        {
            0 => null,
            >= 10 => RiskWeight.ChangesManyServices.As($"Can change every resource of {changed} services"),
            >= 3 => RiskWeight.ChangesSomeServices.As($"Can change every resource of {changed} services"),
            _ => RiskWeight.ChangesAService.As($"Can change every resource of {(changed == 1 ? "a service" : "two services")}"),
        };
    }

    // Exports say when a user was made, not when its keys were: they are at most as old.
    private static RiskReason? Credentials(Identity identity, DateTimeOffset now) => identity.Kind != IdentityKind.User ? null
        : identity.CreatedAt < now.AddDays(-OldAfterDays) ? RiskWeight.OldCredentials.As("Its keys do not expire, and may be more than a year old")
        : RiskWeight.LongLivedCredentials.As("Its keys do not expire");

    private static bool Destroys(string action)
    {
        var name = action[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return Array.Exists(Destroying, verb => name.StartsWith(verb, StringComparison.Ordinal));
    }

    private static bool IsUnlimited(EffectivePermission permission) =>
        permission.Conditions.Count == 0 && permission.ExceptResources.Count == 0 && permission.Resources.Contains("*", StringComparer.Ordinal);
}
