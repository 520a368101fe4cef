using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Says whether one set of permissions is provably within another: a reduce is believed only then.</summary>
public static class NarrowerAccess
{
    /// <summary>True when everything in <paramref name="after"/> was in <paramref name="before"/> already, with no wider reach.</summary>
    public static bool IsWithin(EffectivePermissions after, EffectivePermissions before) =>
        after.NotModelled.Count == 0
        && after.Permissions.All(a => a.Actions.All(action => before.Permissions.Any(b => Covers(b, a, action))));

    private static bool Covers(EffectivePermission before, EffectivePermission after, string action) =>
        before.Actions.Contains(action, StringComparer.OrdinalIgnoreCase)
        && (before.Resources.Contains("*", StringComparer.Ordinal) || IsSubset(after.Resources, before.Resources))
        && IsSubset(before.ExceptResources, after.ExceptResources)
        && IsSubset(before.Conditions, after.Conditions);

    private static bool IsSubset(IEnumerable<string> few, IReadOnlyList<string> many) => few.All(f => many.Contains(f, StringComparer.Ordinal));
}
