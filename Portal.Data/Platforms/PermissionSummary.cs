namespace Portal.Data.Platforms;

/// <summary>What is stored of every identity's permissions: enough for lists and for its risk, small enough to work out for a whole organization.</summary>
/// <param name="IsAdministrator">True when it is as powerful as an administrator.</param>
/// <param name="Totals">All of it in numbers.</param>
/// <param name="ManagesRights">Giving and taking rights.</param>
/// <param name="ReadsData">Reading in services that keep data, secrets or messages.</param>
/// <param name="Destroys">Deleting and terminating.</param>
/// <param name="ServicesChanged">In how many services it can change every resource.</param>
/// <param name="IsPartlyUnknown">True when something could not be said.</param>
public sealed record PermissionSummary(
    bool IsAdministrator, PermissionTotals Totals, PowerHeld ManagesRights, PowerHeld ReadsData, PowerHeld Destroys, int ServicesChanged, bool IsPartlyUnknown)
{
    private static readonly string[] Destroying = ["Delete", "Destroy", "Purge", "Terminate"];
    private static readonly string[] WithData = ["s3", "dynamodb", "secretsmanager", "ssm", "rds-data", "redshift-data", "kms", "athena", "sqs", "kinesis"];

    /// <summary>Of an identity whose permissions cannot be computed.</summary>
    public static PermissionSummary Unknown { get; } =
        new(IsAdministrator: false, PermissionTotals.None, new(PowerReach.None), new(PowerReach.None), new(PowerReach.None), ServicesChanged: 0, IsPartlyUnknown: true);

    /// <summary>True for services that keep data, secrets or messages.</summary>
    public static bool KeepsData(string service) => WithData.Contains(service, StringComparer.Ordinal);

    /// <summary>True for actions that destroy, by their name.</summary>
    public static bool IsDestroying(string action)
    {
        var name = action.AsSpan()[(action.IndexOf(':', StringComparison.Ordinal) + 1)..];
        foreach (var verb in Destroying)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Sums one identity's permissions up.</summary>
    public static PermissionSummary Of(EffectivePermissions permissions)
    {
        var all = permissions.Permissions;
        return new(
            permissions.IsAdministrator,
            permissions.Totals,
            Held(all.Where(p => p.Access == AccessLevel.PermissionsManagement)) with { Service = null },
            Held(all.Where(p => p.Access == AccessLevel.Read && KeepsData(p.Service))),
            Held(all.Where(p => p.Actions.Any(IsDestroying))),
            all.Where(p => p.Access == AccessLevel.Write && p.IsUnlimited).Select(p => p.Service).Distinct(StringComparer.Ordinal).Count(),
            permissions.NotModelled.Count > 0);
    }

    private static PowerHeld Held(IEnumerable<EffectivePermission> permissions)
    {
        var held = permissions.ToList();
        return held.Find(p => p.IsUnlimited) is { } everything ? new(PowerReach.Everything, everything.Service)
            : held.Count > 0 ? new(PowerReach.Some, held[0].Service)
            : new(PowerReach.None);
    }
}
