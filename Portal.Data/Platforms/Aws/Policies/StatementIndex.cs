namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Which statements of a long document may be about a service.</summary>
internal sealed class StatementIndex
{
    private readonly PolicyStatement[] _general;
    private readonly Dictionary<string, PolicyStatement[]> _byService;

    /// <summary>Sorts the statements.</summary>
    public StatementIndex(IReadOnlyList<PolicyStatement> statements)
    {
        var general = new List<PolicyStatement>();
        var byService = new Dictionary<string, List<PolicyStatement>>(StringComparer.Ordinal);
        foreach (var statement in statements)
        {
            if (statement.Actions.IsNegated || statement.Actions.Patterns.Any(pattern => pattern.IsEverything))
            {
                general.Add(statement);
                continue;
            }
            foreach (var pattern in statement.Actions.Patterns)
            {
                if (!byService.TryGetValue(pattern.Service!, out var list))
                {
                    byService.Add(pattern.Service!, [statement]);
                }
                else if (list[^1] != statement)
                {
                    list.Add(statement);
                }
            }
        }
        _general = [.. general];
        _byService = byService.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>The statements that name the service, and those that name all or all but some.</summary>
    public (PolicyStatement[] Own, PolicyStatement[] General) About(string service) =>
        (_byService.TryGetValue(service, out var own) ? own : [], _general);
}
