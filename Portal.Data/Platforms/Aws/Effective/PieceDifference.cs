using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// What pieces allow that others do not, exactly: where others allow the same on fewer resources or under more conditions, what is left is on
/// the other resources or under the opposite conditions. How statements are cut, ordered and named makes no difference.
/// </summary>
internal static class PieceDifference
{
    /// <summary>Past this many parts of one piece it is kept whole: too much is said to be different rather than too little.</summary>
    public const int MaxParts = 256;

    /// <summary>How many steps of comparing two pieces are made at most, about one a character; past them what remains is kept whole as well.</summary>
    public const long MaxWork = 16_000_000;

    // Two pieces that are compared cost so much besides their patterns, and two patterns besides their characters.
    private const int EachPiece = 256;
    private const int EachPattern = 16;

    /// <summary>What <paramref name="pieces"/> allow and <paramref name="others"/> do not; each thing once.</summary>
    public static IReadOnlyList<PermissionPiece> Of(IEnumerable<PermissionPiece> pieces, IReadOnlyList<PermissionPiece> others)
    {
        // The same statement on both sides is most of every comparison: what stands there unchanged needs no arithmetic.
        var same = others.ToLookup(Place, StringComparer.Ordinal);
        var work = 0L;
        var left = new List<PermissionPiece>();
        foreach (var piece in pieces)
        {
            left.AddRange(Of(piece, others, same[Place(piece)], ref work));
        }
        return left;
    }

    /// <summary>About how many steps it takes to compare two pieces.</summary>
    public static long WorkOf(PermissionPiece one, PermissionPiece other) =>
        EachPiece + (EachPattern * (long)one.Resources.Length * other.Resources.Length)
        + (PieceTrimmer.Length(one.Resources) * other.Resources.Length) + (PieceTrimmer.Length(other.Resources) * one.Resources.Length);

    /// <summary>True when every request that the first allow is allowed by the others as well.</summary>
    public static bool IsWithin(IEnumerable<PermissionPiece> pieces, IReadOnlyList<PermissionPiece> others) => Of(pieces, others).Count == 0;

    private static List<PermissionPiece> Of(PermissionPiece piece, IReadOnlyList<PermissionPiece> others, IEnumerable<PermissionPiece> same, ref long work)
    {
        var actions = piece.Actions;
        foreach (var other in same)
        {
            actions = actions.Except(other.Actions);
            if (actions.IsEmpty)
            {
                return [];
            }
        }
        List<PermissionPiece> left = [piece with { Actions = actions }];
        foreach (var other in others)
        {
            if (!other.Actions.Overlaps(actions))
            {
                continue;
            }
            work += left.Count * WorkOf(piece, other);
            if (work > MaxWork)
            {
                return [piece with { Actions = actions }];
            }
            left = Absorb([.. left.SelectMany(part => Subtract(part, other))]);
            if (left.Count == 0)
            {
                return [];
            }
            if (left.Count > MaxParts)
            {
                return [piece with { Actions = actions }];
            }
        }
        return left;
    }

    /// <summary>Parts that lie within others are dropped: wildcards that cross would otherwise double the parts with every step.</summary>
    private static List<PermissionPiece> Absorb(List<PermissionPiece> parts)
    {
        if (parts.Count < 3)
        {
            return parts;
        }
        var kept = new List<PermissionPiece>(parts.Count);
        foreach (var part in parts.OrderBy(part => part.Conditions.Length + part.Except.Length))
        {
            if (!kept.Exists(wide => IsInside(part, wide)))
            {
                kept.Add(part);
            }
        }
        return kept;
    }

    private static bool IsInside(PermissionPiece part, PermissionPiece wide) =>
        wide.Actions.Covers(part.Actions)
        && part.Resources.All(mine => wide.Resources.Any(theirs => theirs.Covers(mine)))
        && wide.Except.All(exception => part.Except.Any(mine => mine.Covers(exception)) || !part.Resources.Any(exception.Overlaps))
        && wide.Conditions.All(condition => IsImplied(condition, part));

    /// <summary>Without <paramref name="other"/>.</summary>
    public static IEnumerable<PermissionPiece> Subtract(PermissionPiece piece, PermissionPiece other)
    {
        var shared = piece.Actions.And(other.Actions);
        if (shared.IsEmpty || !piece.Resources.Any(mine => other.Resources.Any(theirs => theirs.Overlaps(mine))))
        {
            return [piece];
        }
        var open = other.Conditions.Where(condition => !IsImplied(condition, piece)).ToList();
        if (open.Exists(condition => condition.Kind == ConditionKind.Unknown))
        {
            return [piece];
        }
        var left = new List<PermissionPiece>();
        if (piece.Actions.Except(shared) is { IsEmpty: false } rest)
        {
            left.Add(piece with { Actions = rest });
        }
        var hit = piece with { Actions = shared };
        var theirs = new ResourceElement(IsNegated: false, other.Resources);
        left.AddRange(PieceAlgebra.Cut(hit, theirs));
        foreach (var exception in other.Except.Where(exception => !hit.Except.Any(mine => mine.Covers(exception))))
        {
            left.AddRange(PieceAlgebra.Narrow(hit, new ResourceElement(IsNegated: false, [exception]), source: null));
        }
        if (open.Count > 0)
        {
            left.AddRange(WhereConditionsFail(hit, theirs, other.Except, open));
        }
        return left.Where(part => !PieceAlgebra.IsImpossible(part));
    }

    private static IEnumerable<PermissionPiece> WhereConditionsFail(
        PermissionPiece hit, ResourceElement theirs, ImmutableArray<ResourcePattern> except, List<PieceCondition> open)
    {
        var inside = PieceAlgebra.Narrow(hit, theirs, source: null).ToList();
        if (!except.IsEmpty)
        {
            inside = [.. inside.SelectMany(part => PieceAlgebra.Cut(part, new ResourceElement(IsNegated: false, except)))];
        }
        var tests = open.Where(condition => condition.Kind == ConditionKind.When).SelectMany(condition => condition.Tests).ToList();
        foreach (var part in inside)
        {
            if (tests.Count > 0)
            {
                yield return part with { Conditions = PieceAlgebra.Join(part.Conditions, PieceCondition.Unless(tests, where: null, source: null)) };
            }
            foreach (var outside in open.Where(condition => condition.Kind == ConditionKind.ResourceAlso).SelectMany(also => PieceAlgebra.Cut(part, also.Where!)))
            {
                yield return outside;
            }
            foreach (var unless in open.Where(condition => condition.Kind == ConditionKind.Unless))
            {
                var places = unless.Where is null ? [part] : PieceAlgebra.Narrow(part, unless.Where, unless.Source);
                foreach (var place in places)
                {
                    yield return place with { Conditions = PieceAlgebra.Join(place.Conditions, unless.Tests, unless.Source) };
                }
            }
        }
    }

    /// <summary>True when every request within the piece surely meets the condition.</summary>
    private static bool IsImplied(PieceCondition condition, PermissionPiece piece) => piece.Conditions.Contains(condition) || condition.Kind switch
    {
        ConditionKind.When => condition.Tests.All(test => PieceAlgebra.Demands(piece, test)),
        ConditionKind.ResourceAlso => PieceAlgebra.Covers(condition.Where!, piece),
        ConditionKind.Unless => (condition.Where is { } where && !PieceAlgebra.Touches(piece, where))
            || condition.Tests.Any(test => PieceAlgebra.Excludes(piece, test))
            || piece.Conditions.Any(mine => mine.Kind == ConditionKind.Unless && Forbids(mine, condition, piece)),
        ConditionKind.Unknown => false,
    };

    /// <summary>True when what <paramref name="mine"/> rules out, on the piece's resources, includes all that the other one does.</summary>
    private static bool Forbids(PieceCondition mine, PieceCondition other, PermissionPiece piece) =>
        mine.Tests.All(test => other.Tests.Any(theirs => string.Equals(ConditionForm.Of(test), ConditionForm.Of(theirs), StringComparison.Ordinal)))
        && (mine.Where is null || PieceAlgebra.Covers(mine.Where, piece)
            || (mine.Where is { IsNegated: false } wide && other.Where is { IsNegated: false } narrow && narrow.Patterns.All(pattern => wide.Patterns.Any(theirs => theirs.Covers(pattern)))));

    private static string Place(PermissionPiece piece) => string.Join(
        '\u0002',
        Joined(piece.Resources.Select(pattern => pattern.Source)),
        Joined(piece.Except.Select(pattern => pattern.Source)),
        Joined(piece.Conditions.Select(condition => condition.Canonical)));

    private static string Joined(IEnumerable<string> texts) => string.Join('\u0001', texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
}
