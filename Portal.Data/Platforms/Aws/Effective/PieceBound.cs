using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Bounds what telling and comparing pieces costs. Past the bound those of one entitlement become at most two: what is allowed without a
/// condition, exactly; and all else, everywhere and only perhaps. So nothing is ever taken for denied that is allowed, nor the other way round.
/// </summary>
internal static class PieceBound
{
    /// <summary>What telling all pieces may cost: rows times what stands in each; it takes some 50 ms.</summary>
    public const long MaxCost = 3_000_000;

    // A row that is told, besides what stands in it.
    private const int EachRow = 8;

    /// <summary>The pieces, or fewer that say no more than is sure; true when it are fewer.</summary>
    public static bool IsTooMuch(IReadOnlyList<PermissionPiece> pieces, out IReadOnlyList<PermissionPiece> bounded)
    {
        if (pieces.Sum(Cost) <= MaxCost)
        {
            bounded = pieces;
            return false;
        }
        bounded = [.. pieces.GroupBy(piece => piece.Origin).SelectMany(group => Joined([.. group]))];
        return true;
    }

    private static long Cost(PermissionPiece piece)
    {
        var within = piece.Resources.Length + piece.Except.Length + piece.Conditions.Length;
        return PieceReport.IsSimple(piece)
            ? Math.Min(piece.Actions.Count, ActionCatalogue.Instance.GroupCount) * (long)(EachRow + within)
            : piece.Actions.Count * (long)(1 + within);
    }

    private static IEnumerable<PermissionPiece> Joined(List<PermissionPiece> pieces)
    {
        var sure = pieces.Where(piece => piece.IsUnlimited).ToList();
        var rest = pieces.Where(piece => !piece.IsUnlimited).ToList();
        var known = ActionSet.Union(sure.Select(piece => piece.Actions));
        if (sure.Count > 0)
        {
            yield return sure[0] with { Actions = known, Path = Shared(sure[0]) };
        }
        if (rest.Count > 0 && ActionSet.Union(rest.Select(piece => piece.Actions)).Except(known) is { IsEmpty: false } open)
        {
            yield return rest[0] with
            {
                Actions = open,
                Resources = [ResourcePattern.Any],
                Except = [],
                Conditions = [PieceCondition.Unknown($"one of its {rest.Count} ways to allow it applies, which are too many to follow")],
                Path = Shared(rest[0]),
            };
        }
    }

    private static ImmutableArray<PathStep> Shared(PermissionPiece piece) =>
        piece.IsExplained ? [.. piece.Path.Where(step => step.Kind != PathStepKind.Statement)] : piece.Path;
}
