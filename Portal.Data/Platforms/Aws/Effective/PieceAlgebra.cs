using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>How limits and denies trim what a statement allows. Pieces only ever get smaller.</summary>
internal static class PieceAlgebra
{
    /// <summary>What of <paramref name="piece"/> a layer of limits leaves; none when it leaves nothing.</summary>
    public static IEnumerable<PermissionPiece> Limit(PermissionPiece piece, LimitLayer layer)
    {
        if (layer.Unknown.Count > 0)
        {
            return [piece with
            {
                Conditions = Join(piece.Conditions, PieceCondition.Unknown($"{string.Join(" and ", layer.Unknown)}, whose content is unknown, allows it")),
                Path = piece.With(() => new PathStep(PathStepKind.Limit, layer.Name, "unknown content: may take away everything")),
            }];
        }
        if (layer.Free.Covers(piece.Actions))
        {
            return [piece];
        }
        var rest = piece.Actions.Except(layer.Free);
        var left = new List<PermissionPiece>();
        if (piece.Actions.And(layer.Free) is { IsEmpty: false } untouched)
        {
            left.Add(piece with { Actions = untouched, Path = piece.With(() => Removed(new PathStep(PathStepKind.Limit, layer.Name, $"leaves {untouched.Count} of {piece.Actions.Count} actions") { Place = layer.Place }, rest)) });
        }
        foreach (var (statement, named, place) in layer.Narrow)
        {
            var actions = rest.And(named);
            if (actions.IsEmpty)
            {
                continue;
            }
            var name = $"{layer.Name} › {statement.Name}";
            var path = piece.With(() => Removed(new PathStep(PathStepKind.Limit, name, Detail(statement)) { Place = place }, piece.Actions.Except(actions)));
            foreach (var narrowed in Narrow(piece, statement.Resources!, name))
            {
                var limited = narrowed with { Actions = actions, Conditions = Join(narrowed.Conditions, statement.Conditions, name), Path = path };
                if (!IsImpossible(limited))
                {
                    left.Add(limited);
                }
            }
        }
        return left;
    }

    /// <summary>What of <paramref name="piece"/> a deny leaves.</summary>
    public static IEnumerable<PermissionPiece> Deny(PermissionPiece piece, DenyRule deny)
    {
        if (!piece.Actions.Overlaps(deny.Actions) || !Touches(piece, deny.Resources) || deny.Conditions.Any(test => Excludes(piece, test)))
        {
            return new[] { piece };
        }
        if (deny.Owners is { } owners)
        {
            return owners.Deny(piece, deny);
        }
        if (deny.Within is { } within)
        {
            var everywhere = deny with { Within = null };
            return [.. Cut(piece, within).Concat(Narrow(piece, within, deny.Name).SelectMany(inside => Deny(inside, everywhere))).Where(part => !IsImpossible(part))];
        }
        var hit = piece.Actions.And(deny.Actions);
        var left = new List<PermissionPiece>();
        if (piece.Actions.Except(deny.Actions) is { IsEmpty: false } untouched)
        {
            // Where the deny leaves the action on some resources or under conditions, it took nothing away altogether.
            var isGone = deny.Conditions.Count == 0 && Covers(deny.Resources, piece);
            left.Add(isGone
                ? piece with { Actions = untouched, Path = piece.With(() => Removed(Step(deny, $"takes away {hit.Count} of {piece.Actions.Count} actions"), hit)) }
                : piece with { Actions = untouched });
        }
        var part = piece with { Actions = hit };
        if (deny.Conditions.Count > 0)
        {
            var unless = PieceCondition.Unless(deny.Conditions, Covers(deny.Resources, piece) ? null : deny.Resources, deny.Name);
            left.Add(part with { Conditions = Join(part.Conditions, unless), Path = part.With(() => Step(deny, "denies under conditions")) });
            return left;
        }
        var kept = deny.Resources.IsNegated ? Narrow(part, deny.Resources with { IsNegated = false }, deny.Name) : Cut(part, deny.Resources);
        left.AddRange(kept.Select(some => some with { Path = some.With(() => Step(deny, "denies on some of the resources")) }));
        return left;
    }

    /// <summary>The piece on those of its resources that the element names; several where wildcards cross, none when nothing is left.</summary>
    public static IEnumerable<PermissionPiece> Narrow(PermissionPiece piece, ResourceElement element, string? source)
    {
        if (element.IsNegated)
        {
            return Cut(piece, element with { IsNegated = false });
        }
        var exact = ImmutableArray.CreateBuilder<ResourcePattern>();
        var crossed = new List<PermissionPiece>();
        foreach (var mine in piece.Resources)
        {
            foreach (var theirs in element.Patterns)
            {
                if (mine.Intersect(theirs, out var isExact) is not { } both
                    || exact.Any(known => known.Covers(both)) || piece.Except.Any(known => known.Covers(both)))
                {
                    continue;
                }
                if (isExact)
                {
                    exact.Add(both);
                }
                else
                {
                    crossed.Add(piece with { Resources = [both], Conditions = Join(piece.Conditions, PieceCondition.Also(theirs, source)) });
                }
            }
        }
        return exact.Count == 0 ? crossed : crossed.Prepend(piece with { Resources = exact.ToImmutable() });
    }

    /// <summary>The piece without the resources that the element names; none when nothing is left.</summary>
    public static IEnumerable<PermissionPiece> Cut(PermissionPiece piece, ResourceElement element)
    {
        var left = piece.Resources.RemoveAll(mine => element.Patterns.Any(theirs => theirs.Covers(mine)) || piece.Except.Any(known => known.Covers(mine)));
        if (left.IsEmpty)
        {
            return [];
        }
        var except = element.Patterns.Where(theirs => left.Any(mine => mine.Overlaps(theirs)) && !piece.Except.Any(known => known.Covers(theirs)));
        return [piece with { Resources = left, Except = piece.Except.AddRange(except.DistinctBy(pattern => pattern.Source, StringComparer.Ordinal)) }];
    }

    /// <summary>The conditions with one more, unless it is there already.</summary>
    public static ImmutableArray<PieceCondition> Join(ImmutableArray<PieceCondition> conditions, PieceCondition more) =>
        conditions.Contains(more) ? conditions : conditions.Add(more);

    /// <summary>The conditions with further ones that must all hold, none twice.</summary>
    public static ImmutableArray<PieceCondition> Join(ImmutableArray<PieceCondition> conditions, IEnumerable<PolicyCondition> tests, string? source) =>
        tests.Aggregate(conditions, (all, test) => Join(all, PieceCondition.When([test], source)));

    /// <summary>True when the conditions can never hold together: one asks for what another rules out.</summary>
    public static bool IsImpossible(PermissionPiece piece)
    {
        foreach (var condition in piece.Conditions)
        {
            var fails = condition.Kind switch
            {
                ConditionKind.When => condition.Tests.Any(test => Excludes(piece, test)),
                ConditionKind.Unless => (condition.Where is null || Covers(condition.Where, piece)) && condition.Tests.All(test => Demands(piece, test)),
                ConditionKind.ResourceAlso => !Touches(piece, condition.Where!) || condition.Where!.Patterns.All(pattern => piece.Except.Any(known => known.Covers(pattern))),
                _ => false,
            };
            if (fails)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>True when every request within the piece surely passes the test.</summary>
    public static bool Demands(PermissionPiece piece, PolicyCondition test)
    {
        var form = ConditionForm.Of(test);
        return piece.Conditions.Any(condition => condition.Kind == ConditionKind.When
            && condition.Tests.Any(mine => string.Equals(ConditionForm.Of(mine), form, StringComparison.Ordinal)));
    }

    /// <summary>True when no request within the piece passes the test: the piece itself asks for the opposite.</summary>
    public static bool Excludes(PermissionPiece piece, PolicyCondition test) => ConditionForm.Opposite(test) is { } opposite
        && piece.Conditions.Any(condition => condition.Kind == ConditionKind.When
            && condition.Tests.Any(mine => string.Equals(ConditionForm.Of(mine), opposite, StringComparison.Ordinal)));

    /// <summary>True when the element names every resource of the piece.</summary>
    public static bool Covers(ResourceElement element, PermissionPiece piece) => element.IsNegated
        ? piece.Resources.All(mine => !element.Patterns.Any(theirs => theirs.Overlaps(mine)))
        : piece.Resources.All(mine => element.Patterns.Any(theirs => theirs.Covers(mine)));

    /// <summary>A step with the actions that it took away.</summary>
    public static PathStep Removed(PathStep step, ActionSet actions) =>
        step with { RemovedCount = actions.Count, RemovedExamples = ActionExamples.Of(actions) };

    private static PathStep Step(DenyRule deny, string detail) => new(PathStepKind.Deny, deny.Name, detail) { Place = deny.Place };

    /// <summary>True when the element may name a resource of the piece.</summary>
    public static bool Touches(PermissionPiece piece, ResourceElement element) => element.IsNegated
        ? piece.Resources.Any(mine => !element.Patterns.Any(theirs => theirs.Covers(mine)))
        : piece.Resources.Any(mine => element.Patterns.Any(theirs => theirs.Overlaps(mine)) && !piece.Except.Any(known => known.Covers(mine)));

    private static string Detail(OpenStatement statement) => statement switch
    {
        { Conditions.Count: > 0, IsOnEverything: true } => "allows under conditions only",
        { Conditions.Count: > 0 } => "allows on some resources and under conditions only",
        _ => "allows on some resources only",
    };
}
