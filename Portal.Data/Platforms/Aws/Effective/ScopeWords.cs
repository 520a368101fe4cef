namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Says where and when permissions hold.</summary>
internal static class ScopeWords
{
    private const int MaxShown = 2;

    /// <summary>For example <c>, only on arn:aws:s3:::reports/*, when StringEquals … = …</c>; empty when they hold everywhere and always.</summary>
    public static string Of(IReadOnlyCollection<EffectivePermission> permissions)
    {
        var where = Where(permissions);
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

    private static string Where(IReadOnlyCollection<EffectivePermission> permissions)
    {
        var except = permissions.SelectMany(permission => permission.ExceptResources).Distinct(StringComparer.Ordinal).ToList();
        var but = except.Count switch
        {
            0 => string.Empty,
            <= MaxShown => $", except {PlainWords.Listed(except)}",
            _ => $", except {except.Count} named resources",
        };
        if (permissions.Any(permission => permission.Resources.Contains("*", StringComparer.Ordinal)))
        {
            return but;
        }
        var resources = permissions.SelectMany(permission => permission.Resources).Distinct(StringComparer.Ordinal).ToList();
        return resources.Count <= MaxShown
            ? $", only on {PlainWords.Listed(resources)}{but}"
            : $", only on {resources.Count} named resources or patterns{but}";
    }

    /// <summary>A few conditions that all permissions share are told in full; more, or different ones, are counted.</summary>
    private static string When(List<PermissionCondition> conditions, IReadOnlyCollection<EffectivePermission> permissions)
    {
        var isShared = permissions.All(permission => permission.Conditions.Count == conditions.Count);
        if (!isShared || conditions.Count > MaxShown)
        {
            return $", under {conditions.Count} conditions";
        }
        var when = conditions.Where(condition => condition.Kind != ConditionKind.Unless).Select(condition => condition.Words).ToList();
        var unless = conditions.Where(condition => condition.Kind == ConditionKind.Unless).Select(condition => condition.Words);
        return string.Concat(unless.Prepend(when.Count == 0 ? string.Empty : $"only when {PlainWords.Listed(when)}").Where(words => words.Length > 0).Select(words => $", {words}"));
    }
}
