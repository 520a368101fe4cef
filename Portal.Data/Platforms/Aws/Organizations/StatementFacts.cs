using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Organizations;

/// <summary>A statement, looked at once for all identities that hold its document.</summary>
internal sealed class StatementFacts
{
    private static readonly string[] CallerKeys = ["aws:principal", "aws:user"];

    /// <summary>Looks at a statement.</summary>
    public StatementFacts(PolicyStatement statement)
    {
        Statement = statement;
        SpeaksOfCaller = statement.Conditions.Any(condition => IsOfCaller(condition.Key) || condition.Values.Any(value => value.Variables.Any(variable => IsOfCaller(variable.Key))))
            || (statement.Resources?.Patterns.Any(pattern => pattern.Variables.Any(variable => IsOfCaller(variable.Key))) ?? false);
    }

    /// <summary>The statement.</summary>
    public PolicyStatement Statement { get; }

    /// <summary>True when it depends on who asks: then identities with the same documents may differ.</summary>
    public bool SpeaksOfCaller { get; }

    private static bool IsOfCaller(string key) => CallerKeys.Any(start => key.StartsWith(start, StringComparison.OrdinalIgnoreCase));
}
