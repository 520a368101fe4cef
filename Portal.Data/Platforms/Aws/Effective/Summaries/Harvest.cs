using Portal.Data.Platforms.Aws.Catalogue;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>What several statements leave together under the same limits, of the catalogue or of one name outside of it.</summary>
/// <param name="limits">The limits.</param>
internal sealed class Harvest(SharedLimits limits)
{
    /// <summary>Past so many steps an identity is evaluated by itself, which is bounded: one a pair of characters, and so more than are made.</summary>
    public const long MaxWork = 400_000_000;

    /// <summary>The limits.</summary>
    public SharedLimits Limits => limits;

    private readonly List<Yield> _masked = [];
    private readonly List<Yield> _whole = [];

    /// <summary>True when a key or a role must allow something of it as well.</summary>
    public bool IsSelfGoverned => _masked.Exists(yield => yield.SelfGoverned.Overlaps(limits.Mask.Kept)) || _whole.Exists(yield => !yield.SelfGoverned.IsEmpty);

    /// <summary>Pieces by which rights may be given.</summary>
    public IReadOnlyList<PermissionPiece> Rights =>
    [
        .. _masked.SelectMany(yield => yield.Rights).Select(piece => piece with { Actions = piece.Actions.And(limits.Mask.Sure) }).Where(AdministratorTest.MayGiveRights),
        .. _whole.SelectMany(yield => yield.Rights),
    ];

    /// <summary>How many steps it takes at most to follow every limit.</summary>
    public long Work { get; private set; }

    /// <summary>How many pieces there may be at a time.</summary>
    public long Peak { get; private set; }

    /// <summary>True when limits were only named.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>Adds what is left of a statement.</summary>
    /// <param name="yield">What is left of it.</param>
    /// <param name="isMasked">True when the mask of the limits is still to be laid over it.</param>
    /// <param name="ruleLength">How many characters the resources of everything have that might deny some of it.</param>
    /// <param name="length">How many characters its own resources have.</param>
    public void Add(Yield yield, bool isMasked, long ruleLength, long length)
    {
        (isMasked ? _masked : _whole).Add(yield);
        // A step that compares two texts makes none that is longer than both: so long is what pieces name together.
        var longest = length + (3 * yield.Work);
        var classes = isMasked ? limits.Mask.Classes : 1;
        Work += classes * (yield.Work + (ruleLength * longest));
        Peak += classes * yield.Peak;
        IsTooMuch |= yield.IsTooMuch || Work > MaxWork;
    }

    /// <summary>What is left of the catalogue.</summary>
    /// <param name="part">The part of what is left of each statement.</param>
    /// <param name="mask">The part of the mask that is laid over it.</param>
    /// <param name="sum">Where to add up.</param>
    public ActionSet Sum(Func<Yield, ActionSet> part, Func<LimitMask, ActionSet> mask, ActionSum sum)
    {
        foreach (var yield in _masked)
        {
            sum.Add(part(yield));
        }
        sum.Keep(mask(limits.Mask));
        foreach (var yield in _whole)
        {
            sum.Add(part(yield));
        }
        return sum.Take();
    }

    /// <summary>True when something is left of the name outside of the catalogue.</summary>
    /// <param name="part">The part of what is left of each statement.</param>
    /// <param name="mask">The part of the mask that is laid over it.</param>
    public bool Leaves(Func<Yield, ActionSet> part, Func<LimitMask, ActionSet> mask) =>
        (!mask(limits.Mask).IsEmpty && _masked.Exists(yield => !part(yield).IsEmpty)) || _whole.Exists(yield => !part(yield).IsEmpty);
}
