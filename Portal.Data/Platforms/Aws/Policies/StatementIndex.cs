namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Which statements of a long document may be about a service.</summary>
internal sealed class StatementIndex
{
    private readonly StatementHead[] _general;
    private readonly Dictionary<string, StatementHead[]> _byService;

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
        _general = Heads(general);
        _byService = byService.ToDictionary(pair => pair.Key, pair => Heads(pair.Value), StringComparer.Ordinal);
    }

    /// <summary>The statements that name the service, and those that name all or all but some.</summary>
    public (StatementHead[] Own, StatementHead[] General) About(string service) =>
        (_byService.TryGetValue(service, out var own) ? own : [], _general);

    private static StatementHead[] Heads(List<PolicyStatement> statements) => [.. statements.Select(statement => new StatementHead(statement))];
}
