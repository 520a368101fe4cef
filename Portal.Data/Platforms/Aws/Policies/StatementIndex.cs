namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Which statements of a long document may be about a service.</summary>
internal sealed class StatementIndex
{
    private readonly List<PolicyStatement> _general = [];
    private readonly Dictionary<string, List<PolicyStatement>> _byService = new(StringComparer.Ordinal);

    /// <summary>Sorts the statements.</summary>
    public StatementIndex(IReadOnlyList<PolicyStatement> statements)
    {
        foreach (var statement in statements)
        {
            if (statement.Actions.IsNegated || statement.Actions.Patterns.Any(pattern => pattern.IsEverything))
            {
                _general.Add(statement);
                continue;
            }
            foreach (var pattern in statement.Actions.Patterns)
            {
                if (!_byService.TryGetValue(pattern.Service!, out var list))
                {
                    _byService.Add(pattern.Service!, [statement]);
                }
                else if (list[^1] != statement)
                {
                    list.Add(statement);
                }
            }
        }
    }

    /// <summary>The statements that name the service, and those that name all or all but some.</summary>
    public (IReadOnlyList<PolicyStatement> Own, IReadOnlyList<PolicyStatement> General) About(string service) =>
        (_byService.TryGetValue(service, out var own) ? own : [], _general);
}
