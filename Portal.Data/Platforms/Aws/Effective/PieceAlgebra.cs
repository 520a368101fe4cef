using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>How limits and denies trim what a statement allows. Pieces only ever get smaller.</summary>
internal static class PieceAlgebra
{
    /// <summary>What of <paramref name="piece"/> a layer of limits leaves; none when it leaves nothing.</summary>
    public static IEnumerable<PermissionPiece> Limit(PermissionPiece piece, LimitLayer layer, ActionSet free, IReadOnlyCollection<ActionPattern> strangers)
    {
        if (layer.Unknown.Count > 0)
        {
            var unknown = string.Join(" and ", layer.Unknown);
            yield return piece with
            {
                Conditions = piece.Conditions.Add($"{unknown}, whose content is unknown, allows it"),
                Path = piece.Path.Add(new PathStep(PathStepKind.Limit, layer.Name, "unknown content: may take away everything")),
            };
            yield break;
        }
        var left = piece.Actions.And(free);
        var rest = piece.Actions.Except(free);
        if (rest.IsEmpty)
        {
            yield return piece;
            yield break;
        }
        if (!left.IsEmpty)
        {
            yield return piece with { Actions = left, Path = piece.Path.Add(new PathStep(PathStepKind.Limit, layer.Name, Leaves(left, piece.Actions))) };
        }
        foreach (var statement in layer.Narrow)
        {
            var actions = rest.And(statement.Within(strangers));
            if (!actions.IsEmpty && Narrow(piece, statement.Statement.Resources!) is { } narrowed)
            {
                var conditions = statement.Statement.Conditions.Select(condition => condition.ToString()).ToArray();
                yield return narrowed with
                {
                    Actions = actions,
                    Conditions = Join(narrowed.Conditions, conditions),
                    Path = narrowed.Path.Add(new PathStep(PathStepKind.Limit, $"{layer.Name} › {statement.Statement.Name}", Detail(statement.Statement))),
                };
            }
        }
    }

    /// <summary>What of <paramref name="piece"/> a deny leaves.</summary>
    public static IEnumerable<PermissionPiece> Deny(PermissionPiece piece, DenyRule deny)
    {
        if (!piece.Actions.Overlaps(deny.Actions) || !Touches(piece, deny.Resources))
        {
            yield return piece;
            yield break;
        }
        var untouched = piece.Actions.Except(deny.Actions);
        if (!untouched.IsEmpty)
        {
            yield return piece with { Actions = untouched };
        }
        var hit = piece with { Actions = piece.Actions.And(deny.Actions) };
        if (deny.Conditions.Count > 0)
        {
            yield return hit with
            {
                Conditions = Join(hit.Conditions, [Unless(hit, deny)]),
                Path = hit.Path.Add(new PathStep(PathStepKind.Deny, deny.Name, "denies under conditions")),
            };
        }
        else if ((deny.Resources.IsNegated ? Narrow(hit, deny.Resources with { IsNegated = false }) : Cut(hit, deny.Resources)) is { } left)
        {
            yield return left with { Path = left.Path.Add(new PathStep(PathStepKind.Deny, deny.Name, "denies on some of the resources")) };
        }
    }

    /// <summary>The piece on those of its resources that the element names; null when none is left.</summary>
    public static PermissionPiece? Narrow(PermissionPiece piece, ResourceElement element)
    {
        if (element.IsNegated)
        {
            return Cut(piece, element with { IsNegated = false });
        }
        var resources = ImmutableArray.CreateBuilder<ResourcePattern>();
        var conditions = piece.Conditions;
        foreach (var mine in piece.Resources)
        {
            foreach (var theirs in element.Patterns)
            {
                if (mine.Intersect(theirs, out var isExact) is not { } both)
                {
                    continue;
                }
                if (!resources.Any(known => known.Covers(both)))
                {
                    resources.Add(both);
                }
                if (!isExact)
                {
                    conditions = Join(conditions, [$"resource also matches {theirs.Source}"]);
                }
            }
        }
        return resources.Count == 0 ? null : piece with { Resources = resources.ToImmutable(), Conditions = conditions };
    }

    /// <summary>The lists joined, nothing twice.</summary>
    public static ImmutableArray<string> Join(ImmutableArray<string> conditions, IReadOnlyCollection<string> more) =>
        more.Count == 0 ? conditions : [.. conditions.Union(more, StringComparer.Ordinal)];

    private static PermissionPiece? Cut(PermissionPiece piece, ResourceElement element)
    {
        var left = piece.Resources.RemoveAll(mine => element.Patterns.Any(theirs => theirs.Covers(mine)));
        if (left.IsEmpty)
        {
            return null;
        }
        var except = element.Patterns.Where(theirs => left.Any(mine => mine.Overlaps(theirs)) && !piece.Except.Any(known => known.Covers(theirs)));
        return piece with { Resources = left, Except = piece.Except.AddRange(except) };
    }

    private static bool Touches(PermissionPiece piece, ResourceElement element) => element.IsNegated
        ? piece.Resources.Any(mine => !element.Patterns.Any(theirs => theirs.Covers(mine)))
        : piece.Resources.Any(mine => element.Patterns.Any(theirs => theirs.Overlaps(mine)));

    private static string Unless(PermissionPiece piece, DenyRule deny)
    {
        var when = string.Join(" and ", deny.Conditions);
        var everywhere = !deny.Resources.IsNegated && piece.Resources.All(mine => deny.Resources.Patterns.Any(theirs => theirs.Covers(mine)));
        return everywhere ? $"unless {when}" : $"unless {when} on {(deny.Resources.IsNegated ? "other resources than " : string.Empty)}{Shown(deny.Resources.Patterns)}";
    }

    private static string Detail(PolicyStatement statement) => statement switch
    {
        { Conditions.Count: > 0, Resources: { IsNegated: false } resources } when resources.Patterns.Any(pattern => pattern.IsAny) => "allows under conditions only",
        { Conditions.Count: > 0 } => "allows on some resources and under conditions only",
        _ => "allows on some resources only",
    };

    private static string Leaves(ActionSet left, ActionSet all) => $"leaves {left.Count} of {all.Count} actions";

    private static string Shown(IReadOnlyList<ResourcePattern> patterns) =>
        patterns.Count <= 5 ? string.Join(" or ", patterns) : $"{string.Join(", ", patterns.Take(5))} and {patterns.Count - 5} more";
}
