namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A long list of actions, sorted so that a question looks only at what can answer it: the service's own entries, plain names by hash.</summary>
internal sealed class ActionIndex
{
    private readonly Lazy<Dictionary<string, ActionPattern[]>> _entries;
    private readonly HashSet<(string Service, string Name)> _names = [];
    private readonly Dictionary<string, List<TextPattern>> _patterns = new(StringComparer.Ordinal);

    /// <summary>Sorts the entries; one that names everything needs no looking up.</summary>
    public ActionIndex(IReadOnlyList<ActionPattern> patterns)
    {
        _entries = new(() => patterns.Where(pattern => !pattern.IsEverything).GroupBy(pattern => pattern.Service!, StringComparer.Ordinal).ToDictionary(service => service.Key, service => service.ToArray(), StringComparer.Ordinal));
        foreach (var pattern in patterns)
        {
            if (pattern.Service is not { } service)
            {
                continue;
            }
            if (pattern.Name.Exact is { } name)
            {
                _names.Add((service, name));
            }
            else if (_patterns.TryGetValue(service, out var list))
            {
                list.Add(pattern.Name);
            }
            else
            {
                _patterns.Add(service, [pattern.Name]);
            }
        }
    }

    /// <summary>The entries of a service.</summary>
    public ActionPattern[] About(string service) => _entries.Value.GetValueOrDefault(service) ?? [];

    /// <summary>True when some entry names <paramref name="action"/>.</summary>
    public bool Names(ActionName action)
    {
        if (_names.Contains((action.Service, action.Name)))
        {
            return true;
        }
        if (_patterns.TryGetValue(action.Service, out var patterns))
        {
            foreach (var pattern in patterns)
            {
                if (pattern.Matches(action.Name))
                {
                    return true;
                }
            }
        }
        return false;
    }
}
