using Portal.Data.Platforms.Aws.Effective;

namespace Portal.Data.Platforms.Aws;

/// <summary>Answers what an AWS identity may do, from its policies and every limit above it. Documents are compiled once and kept by their hash.</summary>
internal sealed class AwsPermissionEngine : IPermissionEngine
{
    private const int KeptDocuments = 10_000;

    private readonly CompiledPolicies _compiled = new(KeptDocuments);

    /// <inheritdoc />
    public EffectivePermissions Evaluate(Holding holding)
    {
        var evaluation = SymbolicEvaluation.Of(holding, _compiled);
        return new EffectivePermissions(
            new PieceReport().Permissions(evaluation.Pieces), ContributionReport.IsEverything(evaluation.Pieces), evaluation.NotModelled);
    }

    /// <inheritdoc />
    public IReadOnlyList<Contribution> Contributions(Holding holding) =>
        new ContributionReport(SymbolicEvaluation.Of(holding, _compiled)).Contributions(holding);

    /// <inheritdoc />
    public AccessAnswer Check(Holding holding, AccessQuestion question) => new HoldingCheck(holding, _compiled).Answer(question);
}
