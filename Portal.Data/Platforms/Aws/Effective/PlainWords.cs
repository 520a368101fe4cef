using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Says permissions in plain sentences, riskiest first, for an owner who knows no IAM.</summary>
internal static class PlainWords
{
    private const int MaxSentences = 12;

    /// <summary>The sentences; none when nothing is allowed.</summary>
    /// <param name="permissions">The permissions.</param>
    /// <param name="isEverything">True when they are all that there is.</param>
    /// <param name="account">The account of whom it is said, or null.</param>
    public static IReadOnlyList<string> Sentences(IReadOnlyList<EffectivePermission> permissions, bool isEverything, string? account)
    {
        if (isEverything)
        {
            return ["Can do everything in the account, including giving rights to others and to itself, without any limit."];
        }
        var sentences = new List<string>();
        var told = new Dictionary<EffectivePermission, string[]>(ReferenceEqualityComparer.Instance);
        foreach (var power in DangerousPowers.All)
        {
            if (power.Find(permissions) is { } found)
            {
                sentences.Add(power.Say(found, account));
                told[found] = told.TryGetValue(found, out var before) ? [.. before, .. power.Actions] : power.Actions;
            }
        }
        var rest = Untold(permissions, told).GroupBy(permission => permission.Service, StringComparer.Ordinal).Select(service => ServiceWords.Of(service, account))
            .OrderByDescending(words => words.Weight).ThenBy(words => words.Sentence, StringComparer.Ordinal).ToList();
        var room = Math.Max(MaxSentences - sentences.Count, 3);
        sentences.AddRange(rest.Take(room).Select(words => words.Sentence));
        if (rest.Count > room)
        {
            var titles = rest.Skip(room).Select(words => words.Title).Order(StringComparer.OrdinalIgnoreCase).ToList();
            sentences.Add(titles.Count <= 6
                ? $"And has access to {Listed(titles)}."
                : $"And has access to {titles.Count} more services, among them {Listed(titles.Take(5))}.");
        }
        return sentences;
    }

    // What a sentence of its own has told need not be told again among all of its service.
    private static IEnumerable<EffectivePermission> Untold(IReadOnlyList<EffectivePermission> permissions, Dictionary<EffectivePermission, string[]> told)
    {
        foreach (var permission in permissions)
        {
            if (!told.TryGetValue(permission, out var actions))
            {
                yield return permission;
            }
            else if (permission.Actions.Except(actions, StringComparer.Ordinal).ToList() is { Count: > 0 } others)
            {
                yield return permission with { Actions = others };
            }
        }
    }

    /// <summary>Items as a sentence lists them: <c>a, b and c</c>.</summary>
    public static string Listed(IEnumerable<string> items)
    {
        var list = items.ToList();
        return list.Count <= 1 ? string.Concat(list) : $"{string.Join(", ", list.Take(list.Count - 1))} and {list[^1]}";
    }

    /// <summary>What AWS calls a service.</summary>
    public static string Title(string service) => ActionCatalogue.Instance.FindService(service)?.Title ?? service;
}
