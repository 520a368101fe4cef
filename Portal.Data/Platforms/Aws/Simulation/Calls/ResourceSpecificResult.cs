namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>The answer for one action on one resource. Members are named as AWS names them.</summary>
internal sealed record ResourceSpecificResult
{
    /// <summary>The resource.</summary>
    public required string EvalResourceName { get; init; }

    /// <summary><c>allowed</c>, <c>explicitDeny</c> or <c>implicitDeny</c>.</summary>
    public required string EvalResourceDecision { get; init; }

    /// <summary>The statements that decided.</summary>
    public required IReadOnlyList<MatchedStatement> MatchedStatements { get; init; }

    /// <summary>Condition keys that statements about it ask for and the call does not give.</summary>
    public required IReadOnlyList<string> MissingContextValues { get; init; }

    /// <summary>
    /// What each kind of policy says, for callers of another account; empty for those of the same. Absent
    /// as well where the organization does not allow, as AWS's API reference of EvaluationResult says: then nothing further is evaluated.
    /// </summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>What the boundary leaves; absent when there is none.</summary>
    public EvaluationResult.BoundaryDetail? PermissionsBoundaryDecisionDetail { get; init; }
}
