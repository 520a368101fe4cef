namespace Portal.Data.Platforms;

/// <summary>What a limit or a deny takes from an identity, over all that it was given.</summary>
/// <param name="Kind">A limit that does not allow, or a statement that denies.</param>
/// <param name="Name">What people call it, for example <c>permission boundary Developers</c>.</param>
/// <param name="RemovedCount">How many known actions it takes away altogether.</param>
/// <param name="RemovedExamples">A few of them, the most dangerous first.</param>
/// <param name="NarrowedCount">How many known actions it leaves on fewer resources or under more conditions only.</param>
/// <param name="Place">The statement, or the document when several of its statements decide; null when several documents do.</param>
public sealed record LimitEffect(
    PathStepKind Kind, string Name, int RemovedCount, IReadOnlyList<string> RemovedExamples, int NarrowedCount, StatementPlace? Place);
