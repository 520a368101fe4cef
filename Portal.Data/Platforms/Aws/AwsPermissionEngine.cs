using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Effective;
using Portal.Data.Platforms.Aws.Effective.Summaries;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws;

/// <summary>Answers what an AWS identity may do, from its policies and every limit above it. Documents are compiled once and kept by their hash.</summary>
internal sealed class AwsPermissionEngine : IPermissionEngine
{
    private const int KeptDocuments = 10_000;
    private const int SummedAtOnce = 250;

    private readonly CompiledPolicies _compiled = new(KeptDocuments);
    private readonly SummaryMemory _memory = new();

    /// <summary>The compiled documents, for those who look at documents otherwise.</summary>
    public CompiledPolicies Compiled => _compiled;

    /// <inheritdoc />
    public EffectivePermissions Evaluate(Holding holding)
    {
        var evaluation = SymbolicEvaluation.Of(holding, _compiled);
        var permissions = new PieceReport(PieceReport.PartitionOf(holding.NativeId)).Permissions(evaluation.Pieces);
        var administrator = AdministratorTest.Of(evaluation.Administrator);
        return new EffectivePermissions(permissions, administrator is not null, evaluation.NotModelled)
        {
            Administrator = administrator,
            Summary = PlainWords.Sentences(permissions, administrator?.Kind == AdministratorKind.Everything, ResourceWords.AccountOf(holding.NativeId)),
            Totals = PermissionTotals.Of(permissions, Breadth.Of(evaluation.Given)),
            Limits = evaluation.Effects,
            IsPersonal = evaluation.IsPersonal,
        };
    }

    /// <inheritdoc />
    public IReadOnlyList<PermissionSummary> Summarize(IReadOnlyList<Holding> holdings, CancellationToken cancellationToken)
    {
        var summaries = new PermissionSummary[holdings.Count];
        // Those of one account read statements and limits alike: they are summed up side by side, and what only they share is then let go.
        var order = Enumerable.Range(0, holdings.Count).ToArray();
        Array.Sort([.. holdings.Select(holding => holding.Container)], order, StringComparer.Ordinal);
        var batches = order.Chunk(SummedAtOnce).ToArray();
        Parallel.For(0, batches.Length, new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Environment.ProcessorCount }, number =>
        {
            var work = new SummaryWork(_compiled, _memory);
            foreach (var at in batches[number])
            {
                summaries[at] = work.Of(holdings[at]) ?? PermissionSummary.Of(Evaluate(holdings[at]));
            }
        });
        return summaries;
    }

    /// <inheritdoc />
    public IReadOnlyList<Contribution> Contributions(Holding holding) =>
        new ContributionReport(holding, SymbolicEvaluation.Of(holding, _compiled)).Contributions();

    /// <inheritdoc />
    public AccessAnswer Check(Holding holding, AccessQuestion question) => new HoldingCheck(holding, _compiled).Answer(question);

    /// <inheritdoc />
    public PermissionDifference Compare(Holding before, Holding after) => DifferenceReport.Of(before, after, _compiled).Difference;

    /// <inheritdoc />
    public IPermissionComparison CompareMany() => new SharedDifferences(_compiled);

    /// <inheritdoc />
    public PolicyDraft Draft(Holding holding, LeastPrivilegeRequest request) => new PolicyDrafting(holding, _compiled).Draft(request);

    /// <inheritdoc />
    public IReadOnlyList<OutsideGrant> Outsiders(HeldResourcePolicy policy) => [.. OutsideReport.Of(policy, _compiled.Follow(policy.Document))];

    /// <inheritdoc />
    public PolicyAudience Audience(HeldResourcePolicy policy) => ResourceAudience.Of(policy, _compiled.Follow(policy.Document));

    /// <inheritdoc />
    public IReadOnlyList<TrustGrant> Trusted(HeldResourcePolicy policy) => [.. TrustReport.Of(policy, _compiled.Follow(policy.Document))];

    /// <inheritdoc />
    public PolicyReading Read(string document)
    {
        var normalized = PolicyNormalizer.Normalize(document);
        return new PolicyReading(new PolicyText(normalized.Hash, normalized.Text), normalized.Problem);
    }

    /// <inheritdoc />
    public PolicyText? Published(string nativeId) =>
        ManagedPolicyCatalogue.Instance.Find(nativeId) is { } found ? new PolicyText(found.Hash, found.Text) : null;
}
