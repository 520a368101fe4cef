using System.Collections.Immutable;
using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>All that is left to those who hold the same under the same limits.</summary>
/// <param name="Summary">In numbers; who is an administrator and what is not known aside.</param>
/// <param name="Unlimited">Allowed on every resource without a condition, whatever an action can be about; left out where nobody can give rights.</param>
/// <param name="Rights">Pieces by which rights may be given.</param>
/// <param name="Names">The names outside the catalogue of which something is allowed.</param>
/// <param name="IsSelfGoverned">True when a key or a role must allow something of it as well.</param>
internal sealed record SummarySum(
    PermissionSummary Summary, ActionSet Unlimited, IReadOnlyList<PermissionPiece> Rights, ImmutableSortedSet<string> Names, bool IsSelfGoverned)
{
    /// <summary>Sums up; null when the policies may combine in too many ways to follow each.</summary>
    /// <param name="catalogue">What is left of the catalogue.</param>
    /// <param name="strangers">What is left of each name outside of it.</param>
    /// <param name="allows">The statements that allow.</param>
    /// <param name="sum">Where to add up.</param>
    public static SummarySum? Of(Harvest catalogue, IReadOnlyList<Harvest> strangers, IReadOnlyList<OpenPart> allows, ActionSum sum)
    {
        if (catalogue.IsTooMuch || strangers.Any(stranger => stranger.IsTooMuch)
            || catalogue.Work + strangers.Sum(stranger => stranger.Work) > Harvest.MaxWork
            || catalogue.Peak + strangers.Sum(stranger => stranger.Peak) > PieceTrimmer.MaxPieces)
        {
            return null;
        }
        var somewhere = Sum(static yield => yield.Somewhere, static mask => mask.Kept);
        var surely = Sum(static yield => yield.Surely, static mask => mask.Sure);
        var everywhere = Sum(static yield => yield.Everywhere, static mask => mask.Sure);
        var rights = catalogue.Rights;
        return new SummarySum(
            SummaryNumbers.Of(somewhere, surely, everywhere, allows.Aggregate(WildcardBreadth.None, (all, part) => all.Plus(part.Breadth))),
            rights.Count == 0 ? ActionSet.None : catalogue.Sum(static yield => yield.Unlimited, static mask => mask.Sure, sum),
            rights,
            somewhere.Unknown,
            catalogue.IsSelfGoverned);

        ActionSet Sum(Func<Yield, ActionSet> part, Func<LimitMask, ActionSet> mask)
        {
            var actions = catalogue.Sum(part, mask, sum);
            return strangers.Count == 0 ? actions : actions.WithUnknown(strangers.Where(stranger => stranger.Leaves(part, mask)).Select(stranger => stranger.Limits.Stranger!.Source));
        }
    }
}
