namespace Portal.Data.Platforms;

/// <summary>One step of the explanation of a permission.</summary>
/// <param name="Kind">What the step is.</param>
/// <param name="Name">The entitlement, policy, statement (its Sid or <c>statement 2</c>) or limit.</param>
/// <param name="Detail">What it does here, one short sentence; null when the name says it all.</param>
public sealed record PathStep(PathStepKind Kind, string Name, string? Detail)
{
    /// <summary>The statement in its document; null for steps that are no single statement.</summary>
    public StatementPlace? Place { get; init; }

    /// <summary>How many actions it took away from what came before it; 0 for steps that give.</summary>
    public int RemovedCount { get; init; }

    /// <summary>A few of them, the most dangerous first.</summary>
    public IReadOnlyList<string> RemovedExamples { get; init; } = [];
}
