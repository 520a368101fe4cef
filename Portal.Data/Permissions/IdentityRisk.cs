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

    /// <summary>The kinds of facts that depend on other identities; an administrator's is its own.</summary>
    public static bool FromOthers(RiskReason reason) =>
        reason.Factor == RiskFactor.ExternalTrust || (reason.Factor == RiskFactor.PrivilegeEscalation && reason.Points != RiskWeight.Administrator.Points);

    /// <summary>The facts that add to the risk, heaviest first.</summary>
    /// <param name="permissions">What it can do.</param>
    /// <param name="identity">The identity; facts from others that it has already are kept, unless it became an administrator.</param>
    /// <param name="use">What a report says of its use; null when there is none.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<RiskReason> Of(PermissionSummary permissions, Identity identity, ReportedUse? use, DateTimeOffset now)
    {
        var own = Facts(permissions, identity, use, now).ToList();
        var kept = identity.RiskReasons.Where(FromOthers).Where(reason => !own.Exists(fact => fact.Factor == reason.Factor));
        return RiskReason.Ordered(own.Concat(kept));
    }

    private static IEnumerable<RiskReason> Facts(PermissionSummary permissions, Identity identity, ReportedUse? use, DateTimeOffset now)
    {
        RiskReason?[] facts =
        [
            permissions.IsAdministrator ? RiskWeight.Administrator.As("As powerful as an administrator") : Rights(permissions.ManagesRights),
            Data(permissions.ReadsData),
            Destruction(permissions.Destroys),
            Breadth(permissions.ServicesChanged),
            Credentials(identity, now),
            permissions.Totals.Actions == 0 ? null : Unused(identity, use, now),
            permissions.IsPartlyUnknown ? RiskWeight.PartlyUnknown.As("A part of what it may do is unknown") : null,
        ];
        return facts.OfType<RiskReason>();
    }

    private static RiskReason? Rights(PowerHeld power) => power.Reach switch
    {
        PowerReach.Everything => RiskWeight.ManagesRights.As("Can give or take rights on any resource"),
        PowerReach.Some => RiskWeight.ManagesSomeRights.As("Can give or take some rights"),
        PowerReach.None => null,
    };

    private static RiskReason? Data(PowerHeld power) => power.Reach switch
    {
        PowerReach.Everything => RiskWeight.ReadsAll.As($"Can read everything in {power.Service}"),
        PowerReach.Some => RiskWeight.ReadsSome.As($"Can read some of {power.Service}"),
        PowerReach.None => null,
    };

    private static RiskReason? Destruction(PowerHeld power) => power.Reach switch
    {
        PowerReach.Everything => RiskWeight.DestroysAll.As($"Can delete everything of a kind in {power.Service}"),
        PowerReach.Some => RiskWeight.DestroysSome.As($"Can delete some of {power.Service}"),
        PowerReach.None => null,
    };

    private static RiskReason? Breadth(int changed) => changed switch
    {
        0 => null,
        >= 10 => RiskWeight.ChangesManyServices.As($"Can change every resource of {changed} services"),
        >= 3 => RiskWeight.ChangesSomeServices.As($"Can change every resource of {changed} services"),
        _ => RiskWeight.ChangesAService.As($"Can change every resource of {(changed == 1 ? "a service" : "two services")}"),
    };

    private static RiskReason? Unused(Identity identity, ReportedUse? use, DateTimeOffset now) =>
        identity.LastUsedAt < now.AddDays(-DormantAfterDays) ? RiskWeight.Dormant.As($"Not used for more than {DormantAfterDays} days")
        : use is { IsMostlyUnused: true } ? RiskWeight.MostlyUnused.As($"Used {use.Used} of the {use.Services} services that it may use, in {ReportedUse.Days} days")
        : null;

    // Exports say when a user was made, not when its keys were: they are at most as old.
    private static RiskReason? Credentials(Identity identity, DateTimeOffset now) => identity.Kind != IdentityKind.User ? null
        : identity.CreatedAt < now.AddDays(-OldAfterDays) ? RiskWeight.OldCredentials.As("Its keys do not expire, and may be more than a year old")
        : RiskWeight.LongLivedCredentials.As("Its keys do not expire");
}
