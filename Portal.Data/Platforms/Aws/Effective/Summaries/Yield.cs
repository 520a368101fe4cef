using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>What limits and denies leave of one statement, as sets of actions: all that a summary needs of it.</summary>
internal sealed class Yield
{
    private Yield(PieceTrimmer trimmer) => (Work, Peak, IsTooMuch) = (trimmer.Work, trimmer.Peak, trimmer.IsTooMuch);

    /// <summary>Allowed on some resource or under some condition.</summary>
    public required ActionSet Somewhere { get; init; }

    /// <summary>Of these, allowed on some resource without a condition.</summary>
    public required ActionSet Surely { get; init; }

    /// <summary>Of these, allowed on every resource without a condition, as far as the resources that an action can be about go.</summary>
    public required ActionSet Everywhere { get; init; }

    /// <summary>Allowed on every resource without a condition, whatever an action can be about.</summary>
    public required ActionSet Unlimited { get; init; }

    /// <summary>Pieces by which rights may be given.</summary>
    public required IReadOnlyList<PermissionPiece> Rights { get; init; }

    /// <summary>What a key or a role must allow as well.</summary>
    public required ActionSet SelfGoverned { get; init; }

    /// <summary>How many steps it took.</summary>
    public long Work { get; }

    /// <summary>The most pieces that there were at a time.</summary>
    public long Peak { get; }

    /// <summary>True when limits were only named.</summary>
    public bool IsTooMuch { get; }

    /// <summary>What is left of a statement.</summary>
    /// <param name="given">What it gives.</param>
    /// <param name="layers">The layers that may take something of it away.</param>
    /// <param name="denies">What denies some of it.</param>
    /// <param name="partition">The partition of its callers.</param>
    public static Yield Of(PermissionPiece given, IEnumerable<LimitLayer> layers, IEnumerable<DenyRule> denies, string partition)
    {
        var trimmer = new PieceTrimmer();
        trimmer.Add([given]);
        foreach (var layer in layers)
        {
            trimmer.Limit(layer);
        }
        foreach (var deny in denies)
        {
            trimmer.Deny(deny);
        }
        trimmer.Bound();
        var fit = new ResourceFit(partition);
        var (somewhere, surely, everywhere) = (new List<ActionSet>(), new List<ActionSet>(), new List<ActionSet>());
        foreach (var piece in trimmer.Pieces)
        {
            Add(piece, fit, somewhere, surely, everywhere);
        }
        // Mostly these are the same set: it is kept once.
        var all = ActionSet.Union(somewhere);
        var sure = Same(ActionSet.Union(surely), all);
        var every = Same(ActionSet.Union(everywhere), sure);
        return new Yield(trimmer)
        {
            Somewhere = all,
            Surely = sure,
            Everywhere = every,
            Unlimited = Same(ActionSet.Union(trimmer.Pieces.Where(piece => piece.IsUnlimited).Select(piece => piece.Actions)), every),
            Rights = [.. trimmer.Pieces.Where(AdministratorTest.MayGiveRights)],
            SelfGoverned = ActionSet.Union(trimmer.Pieces.Select(SymbolicEvaluation.SelfGovernedOf)),
        };
    }

    private static ActionSet Same(ActionSet set, ActionSet known) => set.Equals(known) ? known : set;

    private static void Add(PermissionPiece piece, ResourceFit fit, List<ActionSet> somewhere, List<ActionSet> surely, List<ActionSet> everywhere)
    {
        if (PieceReport.IsSimple(piece))
        {
            somewhere.Add(piece.Actions);
            if (piece.Conditions.IsEmpty)
            {
                surely.Add(piece.Actions);
                everywhere.Add(piece.Actions);
            }
            return;
        }
        var fitting = piece.Actions.Where(action => fit.FitsAny(action, piece.Resources) && !fit.LeavesNothing(action, piece.Except));
        somewhere.Add(fitting);
        var unconditional = piece.Conditions.IsEmpty ? fitting
            : fitting.WithoutNames().Where(action => !piece.Conditions.Any(condition => fit.Concerns(action, condition)));
        surely.Add(unconditional);
        if (piece.Resources.Any(pattern => pattern.IsAny))
        {
            var all = piece.IsUnlimited ? unconditional : unconditional.WithoutNames();
            everywhere.Add(piece.Except.IsEmpty ? all : all.Where(action => !fit.FitsAny(action, piece.Except)));
        }
    }
}
