using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective;

/// <summary>
/// Takes limits and denies off pieces, one after another. Past <see cref="MaxPieces"/> or <see cref="MaxWork"/> further ones are only named as
/// conditions, so that hostile policies cost no more than the bound.
/// </summary>
/// <param name="resourcePolicies">How many policies on resources are weighed as well: each brings steps of its own, since an organization honestly has hundreds.</param>
internal sealed class PieceTrimmer(int resourcePolicies = 0)
{
    /// <summary>How many pieces are followed exactly.</summary>
    public const int MaxPieces = 4_000;

    /// <summary>How many steps of comparing resource patterns are made at most, about one a character; it takes some 50 ms to make them all.</summary>
    public const long MaxWork = 16_000_000;

    /// <summary>How many more steps are made for each policy on a resource.</summary>
    public const long WorkForEach = 3_000_000;

    // Two patterns that are compared cost so much besides their characters.
    private const int EachPair = 16;

    // And a piece of whose actions a rule takes some, since they are sets of tens of thousands, and each condition that it has already.
    private const int EachTaking = 1_024;
    private const int EachCondition = 32;

    // So many denies that are not followed are named one by one.
    private const int MostNamed = 8;

    private ActionSet _unsaid = ActionSet.None;
    private int _named;
    private readonly List<LimitEffect> _effects = [];
    private List<PermissionPiece> _pieces = [];

    /// <summary>The pieces that are left.</summary>
    public IReadOnlyList<PermissionPiece> Pieces => _pieces;

    /// <summary>What each limit and deny took away; of pieces without a path it is not kept.</summary>
    public IReadOnlyList<LimitEffect> Effects => _effects;

    /// <summary>How many steps of comparing resource patterns were made, at most.</summary>
    public long Work { get; private set; }

    /// <summary>The most pieces that there were, or that met one limit, at a time.</summary>
    public long Peak { get; private set; }

    /// <summary>True when limits were only named.</summary>
    public bool IsTooMuch { get; private set; }

    /// <summary>Adds pieces.</summary>
    public void Add(IEnumerable<PermissionPiece> pieces)
    {
        _pieces.AddRange(pieces);
        _unsaid = ActionSet.None;
    }

    /// <summary>Takes a layer of limits off.</summary>
    public void Limit(LimitLayer layer)
    {
        if (Exceeds(layer.Narrow.Select(statement => (statement.Actions, statement.Statement.Resources))))
        {
            var unsaid = PieceCondition.Unknown($"the {layer.Name} allows it");
            _pieces = [.. _pieces.Select(piece => piece with { Conditions = PieceAlgebra.Join(piece.Conditions, unsaid) })];
            return;
        }
        var before = _pieces;
        _pieces = [.. before.SelectMany(piece => PieceAlgebra.Limit(piece, layer))];
        if (layer.Unknown.Count == 0)
        {
            var touched = before.Where(piece => piece.IsExplained).Select(piece => piece.Actions.Except(layer.Free)).Where(actions => !actions.IsEmpty);
            Note(PathStepKind.Limit, layer.Name, ActionSet.Union(touched), layer.Place);
        }
    }

    /// <summary>Takes a deny off.</summary>
    public void Deny(DenyRule deny)
    {
        if (Exceeds([(deny.Actions, deny.Resources)]))
        {
            Leave(deny);
            return;
        }
        if (!_pieces.Exists(piece => piece.Actions.Overlaps(deny.Actions)))
        {
            return;
        }
        var touched = new List<ActionSet>();
        var left = new List<PermissionPiece>(_pieces.Count);
        foreach (var piece in _pieces)
        {
            var parts = PieceAlgebra.Deny(piece, deny);
            if (piece.IsExplained && (parts is not PermissionPiece[] { Length: 1 } same || !ReferenceEquals(same[0], piece)))
            {
                touched.Add(piece.Actions.And(deny.Actions));
            }
            left.AddRange(parts);
        }
        _pieces = left;
        if (touched.Count > 0)
        {
            Note(PathStepKind.Deny, deny.Name, ActionSet.Union(touched), deny.Place);
        }
    }

    /// <summary>Only says that a deny is there: the first few by name, and of all others once that there are more.</summary>
    private void Leave(DenyRule deny)
    {
        if (_unsaid.Covers(deny.Actions) && _named >= MostNamed)
        {
            return;
        }
        // Past twice as many, what others are about is not told apart any more: it would cost more than it tells.
        var actions = _named < 2 * MostNamed ? deny.Actions : ActionSet.All;
        var unsaid = PieceCondition.Unknown(_named < MostNamed ? $"unless {deny.Name} denies it" : "unless one of the further statements denies it, which are too many to follow");
        _pieces = [.. _pieces.Select(piece => ReferenceEquals(actions, ActionSet.All) || piece.Actions.Overlaps(actions) ? piece with { Conditions = PieceAlgebra.Join(piece.Conditions, unsaid) } : piece)];
        _unsaid = _named < MostNamed ? _unsaid : _unsaid.Or(actions).Or(deny.Actions);
        _named++;
    }

    /// <summary>
    /// Whether taking statements off would make more pieces or more steps than are followed; if not, the steps are counted. Each piece meets
    /// each statement once, so the estimate bounds what is done.
    /// </summary>
    private bool Exceeds(IEnumerable<(ActionSet Actions, ResourceElement? Resources)> statements)
    {
        Peak = Math.Max(Peak, _pieces.Count);
        IsTooMuch |= _pieces.Count > MaxPieces;
        if (IsTooMuch)
        {
            return true;
        }
        var work = 0L;
        var pieces = 0L;
        foreach (var (actions, resources) in statements)
        {
            var (length, count) = (Length(resources?.Patterns), resources?.Patterns.Count ?? 1);
            foreach (var piece in _pieces)
            {
                if (piece.Actions.Overlaps(actions))
                {
                    work += EachTaking + (EachCondition * piece.Conditions.Length) + (count * ((EachPair * piece.Resources.Length) + Length(piece.Resources))) + (length * (piece.Resources.Length + piece.Except.Length));
                    pieces++;
                }
            }
            IsTooMuch = Work + work > MaxWork + (resourcePolicies * WorkForEach) || pieces > 8 * MaxPieces;
            if (IsTooMuch)
            {
                return true;
            }
        }
        Peak = Math.Max(Peak, pieces);
        Work += work;
        return false;
    }

    /// <summary>How many characters patterns have; 1 when there are none.</summary>
    public static long Length(IReadOnlyList<ResourcePattern>? patterns)
    {
        if (patterns is null)
        {
            return 1;
        }
        var length = 0L;
        for (var i = 0; i < patterns.Count; i++)
        {
            length += patterns[i].Source.Length;
        }
        return length;
    }

    /// <summary>Joins the pieces that are left where they are too many to tell.</summary>
    public bool Bound()
    {
        if (!PieceBound.IsTooMuch(_pieces, out var bounded))
        {
            return false;
        }
        _pieces = [.. bounded];
        return IsTooMuch = true;
    }

    private void Note(PathStepKind kind, string name, ActionSet touched, StatementPlace? place)
    {
        if (touched.IsEmpty)
        {
            return;
        }
        var removed = touched.Except(ActionSet.Union(_pieces.Where(piece => piece.Actions.Overlaps(touched)).Select(piece => piece.Actions)));
        _effects.Add(new LimitEffect(kind, name, removed.Count, ActionExamples.Of(removed), touched.Count - removed.Count, place));
    }
}
