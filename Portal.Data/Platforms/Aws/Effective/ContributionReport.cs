namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What each entitlement, and each statement of it, alone adds: of its pieces, what no others allow as well.</summary>
/// <param name="holding">Whose.</param>
/// <param name="evaluation">What it can do.</param>
internal sealed class ContributionReport(Holding holding, SymbolicEvaluation evaluation)
{
    // Steps of comparing statements with each other; it takes some 50 ms to make them all.
    private const long MaxWork = 4_000_000;

    private readonly PieceReport _report = new(PieceReport.PartitionOf(holding.NativeId));

    /// <summary>One contribution an entitlement, in the order of the holding.</summary>
    public IReadOnlyList<Contribution> Contributions() => [.. holding.Policies.Select(policy => policy.Entitlement).Distinct().Select(Of)];

    private Contribution Of(EntitlementRef entitlement)
    {
        var own = evaluation.Pieces.Where(piece => piece.Origin == entitlement).ToList();
        var lost = PieceDifference.Of(own, [.. evaluation.Pieces.Where(piece => piece.Origin != entitlement)]);
        var notModelled = new List<string>();
        foreach (var policy in holding.Policies.Where(policy => policy.Entitlement == entitlement && policy.Document is null))
        {
            notModelled.Add($"The content of policy {policy.Name} is not in the import: what it adds is unknown.");
        }
        if (evaluation.Denying.Contains(entitlement))
        {
            notModelled.Add("It also denies something: without it the identity might be able to do more elsewhere.");
        }
        var isTooMuch = evaluation.IsJoined || Work(own) > MaxWork;
        if (isTooMuch)
        {
            notModelled.Add("The policies combine in too many ways to follow each: what single statements add is not told apart.");
        }
        var permissions = _report.Permissions(lost);
        return new Contribution(entitlement, permissions, PlainWords.Sentences(permissions, AdministratorTest.IsEverything(lost), ResourceWords.AccountOf(holding.NativeId)), notModelled)
        {
            Statements = isTooMuch ? [] : Statements(entitlement, own),
            Actions = [.. _report.Permissions(own).SelectMany(permission => permission.Actions).Distinct(StringComparer.Ordinal)],
        };
    }

    private long Work(List<PermissionPiece> own)
    {
        var work = 0L;
        foreach (var piece in own)
        {
            foreach (var other in evaluation.Pieces)
            {
                work += piece.Actions.Overlaps(other.Actions) ? PieceDifference.WorkOf(piece, other) : 1;
                if (work > MaxWork)
                {
                    return work;
                }
            }
        }
        return work;
    }

    private List<StatementContribution> Statements(EntitlementRef entitlement, List<PermissionPiece> own)
    {
        var statements = new List<StatementContribution>();
        var given = evaluation.Given.Where(piece => piece.Origin == entitlement).ToList();
        foreach (var piece in given.DistinctBy(piece => piece.Path[^1].Place))
        {
            var place = piece.Path[^1].Place;
            var mine = own.Where(other => Statement(other) == place).ToList();
            var lost = PieceDifference.Of(mine, [.. evaluation.Pieces.Where(other => other.Origin != entitlement || Statement(other) != place)]);
            var actions = _report.Permissions(lost).SelectMany(permission => permission.Actions).Distinct(StringComparer.Ordinal).ToList();
            statements.Add(new StatementContribution(
                piece.Path.First(step => step.Kind == PathStepKind.Policy).Name,
                piece.Path[^1].Name,
                place!,
                _report.Permissions(mine).SelectMany(permission => permission.Actions).Distinct(StringComparer.Ordinal).Count(),
                actions.Count,
                [.. actions.Take(5)]));
        }
        return statements;
    }

    private static StatementPlace? Statement(PermissionPiece piece) => piece.Path.FirstOrDefault(step => step.Kind == PathStepKind.Statement)?.Place;
}
