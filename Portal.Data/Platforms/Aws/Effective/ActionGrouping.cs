using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>Writes a set of actions as few entries: a wildcard stands only where the catalogue knows no action under it that is not in the set.</summary>
internal static class ActionGrouping
{
    /// <summary>The entries, sorted.</summary>
    public static IReadOnlyList<string> Entries(ActionSet actions, bool useWildcards)
    {
        var catalogue = ActionCatalogue.Instance;
        if (!useWildcards)
        {
            return [.. actions.Ids().Select(catalogue.Name).Concat(actions.Unknown).Order(StringComparer.Ordinal)];
        }
        if (actions.Covers(ActionSet.All))
        {
            return ["*"];
        }
        var entries = new List<string>();
        CatalogueService? service = null;
        foreach (var id in actions.Ids())
        {
            if (service is null || id >= service.First + service.Count)
            {
                service = catalogue.Service(id);
                entries.AddRange(Entries(actions, service));
            }
        }
        return [.. entries.Concat(actions.Unknown).Order(StringComparer.Ordinal)];
    }

    private static IEnumerable<string> Entries(ActionSet actions, CatalogueService service)
    {
        var catalogue = ActionCatalogue.Instance;
        var ids = Enumerable.Range(service.First, service.Count).ToArray();
        var wanted = ids.Where(actions.Contains).ToList();
        if (wanted.Count == ids.Length && ids.Length > 1)
        {
            yield return $"{service.Prefix}:*";
            yield break;
        }
        var done = new HashSet<int>();
        foreach (var id in wanted)
        {
            if (done.Contains(id))
            {
                continue;
            }
            var name = catalogue.Name(id)[(service.Prefix.Length + 1)..];
            var prefix = WordPrefixes(name).FirstOrDefault(candidate => IsExact(candidate, ids, actions));
            if (prefix is null)
            {
                yield return catalogue.Name(id);
                continue;
            }
            done.UnionWith(ids.Where(other => catalogue.LowerName(other).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));
            yield return $"{service.Prefix}:{prefix}*";
        }
    }

    /// <summary>A prefix is worth a wildcard when it stands for two actions at least, and exact when all that have it are wanted.</summary>
    private static bool IsExact(string prefix, int[] ids, ActionSet actions)
    {
        var count = 0;
        foreach (var id in ids)
        {
            if (ActionCatalogue.Instance.LowerName(id).StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                if (!actions.Contains(id))
                {
                    return false;
                }
                count++;
            }
        }
        return count > 1;
    }

    /// <summary>The beginnings of a name that end where a word does, the shortest first: <c>Get</c>, <c>GetObject</c>, <c>GetObjectTagging</c>.</summary>
    private static IEnumerable<string> WordPrefixes(string name)
    {
        for (var at = 1; at < name.Length; at++)
        {
            if (char.IsUpper(name[at]) && !char.IsUpper(name[at - 1]))
            {
                yield return name[..at];
            }
        }
        yield return name;
    }
}
