namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What an identity can do in one service, as one sentence.</summary>
/// <param name="Title">What AWS calls the service.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Weight">How much there is to lose; higher is told earlier.</param>
internal sealed record ServiceWords(string Title, string Sentence, int Weight)
{
    private static readonly string[] Removals = ["Delete", "Remove", "Terminate", "Purge", "Destroy"];

    private const int MaxScopes = 3;

    /// <summary>What people have something in comes before what they have never heard of, unless that gives more by two kinds of power.</summary>
    private const int KnownService = 20;

    /// <summary>Objects that people know in services that the phrase table does not tell of.</summary>
    private static readonly Dictionary<string, string> Things = new(StringComparer.Ordinal)
    {
        ["cloudtrail"] = "the record of calls in CloudTrail",
    };

    /// <summary>Puts a service's permissions into one sentence.</summary>
    /// <param name="service">The permissions.</param>
    /// <param name="account">The account of whom it is said, or null.</param>
    public static ServiceWords Of(IGrouping<string, EffectivePermission> service, string? account)
    {
        var permissions = service.ToList();
        var title = PlainWords.Title(service.Key);
        var isWide = permissions.Exists(permission => permission.Access >= AccessLevel.Write && permission.Resources.Contains("*", StringComparer.Ordinal));
        var parts = permissions.GroupBy(Scope, StringComparer.Ordinal).Select(scope => scope.ToList()).OrderByDescending(scope => Weigh(scope, isWide: false)).ToList();
        // Very many scopes would be no sentence: then they are told together, and counted.
        var told = parts.Count > MaxScopes ? [permissions] : parts;
        return new ServiceWords(title, $"Can {string.Join("; also ", told.Select(scope => Say(service.Key, title, scope, account)))}.", Weigh(permissions, isWide) + (PhraseTable.Services.ContainsKey(service.Key) ? KnownService : 0));
    }

    private static string Say(string service, string title, List<EffectivePermission> permissions, string? account) =>
        (PhraseTable.Services.TryGetValue(service, out var phrases)
            ? phrases.Say(service, permissions, ScopeWords.IsAnywhere(permissions))
            : $"{PlainWords.Listed(Verbs(permissions))} {Things.GetValueOrDefault(service, $"what is in {title}")}")
        + ScopeWords.Of(permissions, account);

    private static string Scope(EffectivePermission permission) => string.Join(
        '\u0002',
        string.Join('\u0001', permission.Resources),
        string.Join('\u0001', permission.ExceptResources),
        string.Join('\u0001', permission.Conditions.Select(condition => condition.Canonical)));

    private static int Weigh(List<EffectivePermission> permissions, bool isWide) =>
        ((int)permissions.Max(Rank) * 10) + (Removes(permissions) ? 5 : 0) + (isWide ? 3 : 0);

    private static int Rank(EffectivePermission permission) => permission.Access == AccessLevel.Unknown ? (int)AccessLevel.Write : (int)permission.Access;

    private static IEnumerable<string> Verbs(List<EffectivePermission> permissions)
    {
        if (permissions.Exists(permission => permission.Access == AccessLevel.PermissionsManagement))
        {
            yield return "decide who may use";
        }
        if (Removes(permissions))
        {
            yield return "delete";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Write))
        {
            yield return "create or change";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Read))
        {
            yield return "read";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.List))
        {
            yield return "list";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Tagging))
        {
            yield return "tag";
        }
        if (permissions.Exists(permission => permission.Access == AccessLevel.Unknown))
        {
            yield return $"do {permissions.Where(permission => permission.Access == AccessLevel.Unknown).Sum(permission => permission.Actions.Count)} unknown things to";
        }
    }

    private static bool Removes(List<EffectivePermission> permissions) => permissions.Exists(permission =>
        permission.Access == AccessLevel.Write
        && permission.Actions.Any(action => Removals.Any(removal => action.AsSpan(action.IndexOf(':', StringComparison.Ordinal) + 1).StartsWith(removal, StringComparison.Ordinal))));
}
