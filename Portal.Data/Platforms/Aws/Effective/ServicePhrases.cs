using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>How to speak of a service.</summary>
/// <param name="Place">Where its things are: <c>in Lambda</c>; empty when the things say it themselves.</param>
/// <param name="Things">Its things, those that people ask about first.</param>
internal sealed record ServicePhrases(string Place, IReadOnlyList<PhraseThing> Things)
{
    private readonly Dictionary<string, (int Thing, int Verb)> _told = Things
        .SelectMany((thing, i) => thing.Verbs.SelectMany((verb, j) => verb.Actions.Select(action => (Action: action, Place: (i, j)))))
        .ToDictionary(known => known.Action, known => known.Place, StringComparer.Ordinal);

    /// <summary>What actions do, without where and when: <c>read and write any item and delete any table in DynamoDB</c>.</summary>
    /// <param name="service">The service's prefix.</param>
    /// <param name="permissions">Permissions in it of one scope.</param>
    /// <param name="isAnywhere">True when they hold on every resource.</param>
    public string Say(string service, IReadOnlyList<EffectivePermission> permissions, bool isAnywhere)
    {
        var actions = permissions.SelectMany(permission => permission.Actions).Distinct(StringComparer.Ordinal).ToList();
        if (ActionCatalogue.Instance.FindService(service) is { } known && actions.Count >= known.Count)
        {
            return $"do everything {(Place.Length > 0 ? Place : $"in {known.Title}")}";
        }
        var told = actions.Select(action => (Action: action, IsKnown: _told.TryGetValue(action, out var place), Place: place)).ToList();
        var parts = told.Where(action => action.IsKnown).Select(action => action.Place).Distinct().GroupBy(place => place.Thing).OrderBy(group => group.Key).Select(group =>
        {
            var thing = Things[group.Key];
            return $"{PlainWords.Listed(group.OrderBy(place => place.Verb).Select(place => thing.Verbs[place.Verb].Verb))} {(isAnywhere ? thing.Any : thing.Many)}";
        }).ToList();
        var others = told.Where(action => !action.IsKnown).Select(action => action.Action).ToHashSet(StringComparer.Ordinal);
        parts.AddRange(Others([.. permissions.Where(permission => permission.Actions.Any(others.Contains)).Select(permission => permission.Access).Distinct()], parts.Count > 0));
        var unknown = permissions.Where(permission => permission.Access == AccessLevel.Unknown).Sum(permission => permission.Actions.Count);
        if (unknown > 0)
        {
            parts.Add($"do {unknown} unknown things");
        }
        return Place.Length == 0 ? PlainWords.Listed(parts) : $"{PlainWords.Listed(parts)} {Place}";
    }

    // What has no phrase of its own is told by its kind of power; what only looks is not worth a word beside what acts.
    private IEnumerable<string> Others(IReadOnlyCollection<AccessLevel> levels, bool isBesides)
    {
        var main = Things[0].Many;
        if (levels.Contains(AccessLevel.PermissionsManagement))
        {
            yield return $"decide who may use {main}";
        }
        if (levels.Contains(AccessLevel.Write))
        {
            yield return isBesides ? "change other settings" : $"change settings of {main}";
        }
        if (isBesides || levels.Contains(AccessLevel.Write))
        {
            yield break;
        }
        if (levels.Contains(AccessLevel.Tagging))
        {
            yield return $"tag {main}";
        }
        if (levels.Contains(AccessLevel.Read))
        {
            yield return $"see settings of {main}";
        }
        else if (levels.Contains(AccessLevel.List))
        {
            yield return $"list {main}";
        }
    }
}
