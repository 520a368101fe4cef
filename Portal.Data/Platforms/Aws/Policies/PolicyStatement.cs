namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>One compiled statement of a policy document.</summary>
internal sealed class PolicyStatement
{
    private readonly PolicyCondition[] _conditions = [];

    /// <summary>Position in the document, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>Its Sid, or null.</summary>
    public required string? Sid { get; init; }

    /// <summary>True for Allow, false for Deny.</summary>
    public required bool IsAllow { get; init; }

    /// <summary>Whom it is about; null when it has no principal element.</summary>
    public required PrincipalElement? Principals { get; init; }

    /// <summary>Which actions it is about.</summary>
    public required ActionElement Actions { get; init; }

    /// <summary>Which resources it is about; null when it has no resource element.</summary>
    public required ResourceElement? Resources { get; init; }

    /// <summary>What must hold besides; all of them.</summary>
    public required IReadOnlyList<PolicyCondition> Conditions
    {
        get => _conditions;
        init => _conditions = value as PolicyCondition[] ?? [.. value];
    }

    /// <summary>The statement as it stands in its document; empty in documents that are only there to decide with.</summary>
    public required string Json { get; init; }

    /// <summary>True when it depends on who asks: then it may mean something else for each caller.</summary>
    public bool SpeaksOfCaller =>
        Conditions.Any(condition => IsOfCaller(condition.Key) || condition.Values.Any(value => value.Variables.Any(variable => IsOfCaller(variable.Key))))
        || (Resources?.Patterns.Any(pattern => pattern.Variables.Any(variable => IsOfCaller(variable.Key))) ?? false);

    private static bool IsOfCaller(string key) => key.StartsWith("aws:principal", StringComparison.OrdinalIgnoreCase) || key.StartsWith("aws:user", StringComparison.OrdinalIgnoreCase);

    /// <summary>What people call it: its Sid, or its number from 1.</summary>
    public string Name => string.IsNullOrEmpty(Sid) ? $"statement {Index + 1}" : Sid;

    /// <summary>Whether it is about this action on this resource and its conditions hold, whoever asks.</summary>
    public Truth Holds(ActionName action, ResourceName resource, RequestContext context)
    {
        if (!Actions.Matches(action))
        {
            return Truth.No;
        }
        var result = Resources?.Matches(resource, context) ?? Truth.Yes;
        foreach (var condition in _conditions)
        {
            if (result == Truth.No)
            {
                break;
            }
            result = result.And(condition.Holds(context));
        }
        return result;
    }
}
