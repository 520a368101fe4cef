using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// What plain limits do to actions, whatever a statement says of resources and conditions: layers that allow actions altogether or not at all,
/// and denies on every resource.
/// </summary>
internal sealed class LimitMask
{
    /// <summary>With more classes than this, limits are followed statement by statement.</summary>
    private const int MostClasses = 64;

    private LimitMask(ActionSet kept, ActionSet sure, int classes) => (Kept, Sure, Classes) = (kept, sure, classes);

    /// <summary>The actions that are left.</summary>
    public ActionSet Kept { get; }

    /// <summary>Of these, those that are left without a condition.</summary>
    public ActionSet Sure { get; }

    /// <summary>Into how many classes the limits part the actions, at most: a piece falls into no more.</summary>
    public int Classes { get; }

    /// <summary>The mask of limits; null when they part the actions into too many classes.</summary>
    /// <param name="all">All actions.</param>
    /// <param name="layers">Layers without statements on some resources or under conditions.</param>
    /// <param name="denies">Denies on every resource.</param>
    public static LimitMask? Of(ActionSet all, IEnumerable<LimitLayer> layers, IEnumerable<DenyRule> denies)
    {
        var (kept, conditional) = (all, ActionSet.None);
        var classes = new List<ActionSet> { all };
        foreach (var layer in layers)
        {
            kept = kept.And(layer.Free);
        }
        foreach (var deny in denies)
        {
            if (deny.Conditions.Count == 0)
            {
                kept = kept.Except(deny.Actions);
                continue;
            }
            conditional = conditional.Or(deny.Actions);
            classes = [.. classes.SelectMany(some => new[] { some.And(deny.Actions), some.Except(deny.Actions) }).Where(some => !some.IsEmpty)];
            if (classes.Count > MostClasses)
            {
                return null;
            }
        }
        return new LimitMask(kept, kept.Except(conditional), classes.Count);
    }
}
