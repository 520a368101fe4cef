namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Says where and when permissions hold.</summary>
internal static class ScopeWords
{
    private const int MaxShown = 2;
    private const string Denied = "unless ";

    /// <summary>For example <c>, only on table orders, except when no second factor was used</c>; empty when they hold everywhere and always.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <param name="account">The account of whom it is said, or null.</param>
    public static string Of(IReadOnlyCollection<EffectivePermission> permissions, string? account)
    {
        var where = Where(permissions, account);
        var conditional = permissions.Count(permission => permission.Conditions.Count > 0);
        var when = string.Empty;
        if (conditional == permissions.Count)
        {
            when = When([.. permissions.SelectMany(permission => permission.Conditions).Distinct()], permissions);
        }
        else if (conditional > 0)
        {
            when = ", some of it under conditions";
        }
        return where + when;
    }

    /// <summary>True when all of them hold on every resource that is not named as an exception.</summary>
    public static bool IsAnywhere(IEnumerable<EffectivePermission> permissions) =>
        permissions.All(permission => permission.Resources.Contains("*", StringComparer.Ordinal));

    private static string Where(IReadOnlyCollection<EffectivePermission> permissions, string? account)
    {
        var except = Named(permissions.SelectMany(permission => permission.ExceptResources), account);
        var isPartly = permissions.Any(permission => permission.ExceptResources.Count == 0);
        var but = (isPartly ? ", some of it except " : ", except ") + (except.Count <= MaxShown ? PlainWords.Listed(except) : $"{except.Count} named resources");
        but = except.Count == 0 ? string.Empty : but;
        if (IsAnywhere(permissions))
        {
            return but;
        }
        var resources = Named(permissions.SelectMany(permission => permission.Resources).Where(resource => resource != "*"), account);
        var isPart = permissions.Any(permission => permission.Resources.Contains("*", StringComparer.Ordinal));
        var only = isPart ? ", some of it only on" : ", only on";
        return resources.Count <= MaxShown
            ? $"{only} {PlainWords.Listed(resources)}{but}"
            : $"{only} {resources.Count} named resources or patterns{but}";
    }

    private static List<string> Named(IEnumerable<string> resources, string? account) =>
        [.. resources.Distinct(StringComparer.Ordinal).Select(resource => ResourceWords.Of(resource, account)).Distinct(StringComparer.Ordinal)];

    /// <summary>A few conditions that all permissions share are told in full; more, or different ones, are counted.</summary>
    private static string When(List<PermissionCondition> conditions, IReadOnlyCollection<EffectivePermission> permissions)
    {
        var isShared = permissions.All(permission => permission.Conditions.Count == conditions.Count);
        if (!isShared || conditions.Count > MaxShown)
        {
            return $", under {conditions.Count} conditions";
        }
        var when = conditions.Where(condition => !IsDenied(condition)).Select(condition => condition.Words).ToList();
        var except = conditions.Where(IsDenied).Select(condition => $"except {(IsAboutResource(condition) ? "where" : "when")} {condition.Words[Denied.Length..]}");
        return string.Concat(except.Prepend(when.Count == 0 ? string.Empty : $"only when {PlainWords.Listed(when)}").Where(words => words.Length > 0).Select(words => $", {words}"));
    }

    private static bool IsDenied(PermissionCondition condition) => condition.Words.StartsWith(Denied, StringComparison.Ordinal);

    private static bool IsAboutResource(PermissionCondition condition) =>
        condition.Terms.All(term => term.Key.Contains("ResourceTag/", StringComparison.OrdinalIgnoreCase) || term.Key.Contains("ExistingObjectTag/", StringComparison.OrdinalIgnoreCase));
}
