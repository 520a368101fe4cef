namespace Portal.Data.Platforms.Aws.Simulation.Calls;

/// <summary>The answer for one action, over all resources of the call: the strictest decision of any of them. Members are named as AWS names them.</summary>
internal sealed record EvaluationResult
{
    /// <summary>The action as it was asked for.</summary>
    public required string EvalActionName { get; init; }

    /// <summary>The resource; absent when the call names several.</summary>
    public string? EvalResourceName { get; init; }

    /// <summary><c>allowed</c>, <c>explicitDeny</c> or <c>implicitDeny</c>.</summary>
    public required string EvalDecision { get; init; }

    /// <summary>The statements that decided; of a deny only those that deny, none when nothing allows.</summary>
    public required IReadOnlyList<MatchedStatement> MatchedStatements { get; init; }

    /// <summary>Condition keys that statements about the action ask for and the call does not give.</summary>
    public required IReadOnlyList<string> MissingContextValues { get; init; }

    /// <summary>What the organization leaves; absent when none was part of it.</summary>
    public OrganizationsDetail? OrganizationsDecisionDetail { get; init; }

    /// <summary>What the boundary leaves; absent when there is none.</summary>
    public BoundaryDetail? PermissionsBoundaryDecisionDetail { get; init; }

    /// <summary>
    /// What each kind of policy says, for callers of another account; empty for those of the same, absent for <c>*</c>. Absent
    /// as well where the organization does not allow, as AWS's API reference of EvaluationResult says: then nothing further is evaluated.
    /// </summary>
    public IReadOnlyDictionary<string, string>? EvalDecisionDetails { get; init; }

    /// <summary>The same for each resource; absent when the call names none.</summary>
    public IReadOnlyList<ResourceSpecificResult>? ResourceSpecificResults { get; init; }

    /// <summary>Whether the organization's service control policies let it through.</summary>
    internal sealed record OrganizationsDetail(bool AllowedByOrganizations);

    /// <summary>Whether the boundary lets it through.</summary>
    internal sealed record BoundaryDetail(bool AllowedByPermissionsBoundary);
}
