using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>What each entitlement alone adds: of its pieces, what no other entitlement's pieces allow as well.</summary>
internal sealed class ContributionReport(SymbolicEvaluation evaluation)
{
    private readonly PieceReport _report = new();

    /// <summary>One contribution an entitlement, in the order of the holding.</summary>
    public IReadOnlyList<Contribution> Contributions(Holding holding) =>
        [.. holding.Policies.Select(policy => policy.Entitlement).Distinct().Select(entitlement => Of(entitlement, holding))];

    private Contribution Of(EntitlementRef entitlement, Holding holding)
    {
        var others = evaluation.Pieces.Where(piece => piece.Origin != entitlement).ToList();
        var lost = evaluation.Pieces.Where(piece => piece.Origin == entitlement).SelectMany(piece => Alone(piece, others)).ToList();
        var notModelled = new List<string>();
        foreach (var policy in holding.Policies.Where(policy => policy.Entitlement == entitlement && policy.Document is null))
        {
            notModelled.Add($"The content of policy {policy.Name} is not in the import: what it adds is unknown.");
        }
        if (evaluation.Denying.Contains(entitlement))
        {
            notModelled.Add("It also denies something: without it the identity might be able to do more elsewhere.");
        }
        var permissions = _report.Permissions(lost);
        return new Contribution(entitlement, permissions, PlainWords.Sentences(permissions, IsEverything(lost)), notModelled);
    }

    /// <summary>True when the pieces allow every action on every resource without a condition.</summary>
    public static bool IsEverything(IEnumerable<PermissionPiece> pieces) =>
        pieces.Where(piece => piece.IsUnlimited).Aggregate(ActionSet.None, (actions, piece) => actions.Or(piece.Actions)).Covers(ActionSet.All);

    private static IEnumerable<PermissionPiece> Alone(PermissionPiece piece, List<PermissionPiece> others)
    {
        var byRest = new List<(ActionSet Actions, List<Policies.ResourcePattern> Resources)>();
        foreach (var resource in piece.Resources)
        {
            var rest = others.Where(other => other.CoversPlace(resource, piece)).Aggregate(piece.Actions, (actions, other) => actions.Except(other.Actions));
            if (rest.IsEmpty)
            {
                continue;
            }
            var same = byRest.FindIndex(entry => entry.Actions.Equals(rest));
            if (same < 0)
            {
                byRest.Add((rest, [resource]));
            }
            else
            {
                byRest[same].Resources.Add(resource);
            }
        }
        return byRest.Select(entry => piece with { Actions = entry.Actions, Resources = [.. entry.Resources.ToImmutableArray()] });
    }
}
