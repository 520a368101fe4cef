using System.Collections.Concurrent;
using System.Text;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>
/// Limits that bind many callers alike, opened once for all of them. Plain ones become a <see cref="Mask"/>, which is laid over the sum of all
/// statements; only those about some resources cut statements one by one. For several threads at once.
/// </summary>
internal sealed class SharedLimits
{
    /// <summary>Documents name a few actions that the catalogue does not know; of those that name thousands, not all are kept.</summary>
    private const int KeptStrangers = 200;

    private static readonly Cut NoCut = new(string.Empty, IsMasked: true, [], []);

    private readonly Func<IReadOnlyCollection<ActionPattern>, CallerLimits> _open;
    private readonly SummaryMemory _memory;
    private readonly ConcurrentDictionary<object, int> _numbered = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, SharedLimits> _about = new(StringComparer.Ordinal);
    private readonly List<LimitLayer> _narrow = [];
    private readonly List<DenyRule> _placed = [];
    private readonly HashSet<string> _escapes = new(StringComparer.Ordinal);
    private readonly bool _isFollowed;

    /// <summary>Opens limits.</summary>
    /// <param name="open">Opens them together with names outside the catalogue.</param>
    /// <param name="stranger">The name outside the catalogue that they are asked about; null for the catalogue.</param>
    /// <param name="partition">The partition in which the callers live.</param>
    /// <param name="memory">What is kept from one sum to the next.</param>
    public SharedLimits(Func<IReadOnlyCollection<ActionPattern>, CallerLimits> open, ActionPattern? stranger, string partition, SummaryMemory memory)
    {
        (_open, Stranger, Partition, _memory) = (open, stranger, partition, memory);
        Limits = open(stranger is null ? [] : [stranger]);
        var (layers, denies) = (new List<LimitLayer>(), new List<DenyRule>());
        foreach (var layer in Limits.Layers)
        {
            (layer.Unknown.Count == 0 && layer.Narrow.Count == 0 ? layers : _narrow).Add(layer);
        }
        foreach (var deny in Limits.Denies)
        {
            Length += PieceTrimmer.Length(deny.Resources.Patterns);
            (deny.Owners is not null || deny.Resources.IsNegated || !deny.Resources.Patterns.Any(pattern => pattern.IsAny) ? _placed : denies).Add(deny);
        }
        _escapes.UnionWith(denies.SelectMany(deny => deny.Conditions).Select(ConditionForm.Opposite).OfType<string>());
        var all = stranger is null ? ActionSet.All : ActionSet.Named(stranger.Source);
        var mask = LimitMask.Of(all, layers, denies);
        _isFollowed = mask is null;
        Mask = mask ?? LimitMask.Of(all, [], [])!;
    }

    /// <summary>The limits.</summary>
    public CallerLimits Limits { get; }

    /// <summary>The name outside the catalogue that they are asked about; null for the catalogue.</summary>
    public ActionPattern? Stranger { get; }

    /// <summary>The partition in which the callers live.</summary>
    public string Partition { get; }

    /// <summary>What the plain ones do to the statements that follow them.</summary>
    public LimitMask Mask { get; }

    /// <summary>How many characters the resources of all denies have.</summary>
    public long Length { get; }

    /// <summary>The same limits, asked about a name outside the catalogue.</summary>
    public SharedLimits About(ActionPattern stranger)
    {
        if (_about.TryGetValue(stranger.Source, out var limits))
        {
            return limits;
        }
        limits = new SharedLimits(_open, stranger, Partition, _memory);
        return _about.Count < KeptStrangers ? _about.GetOrAdd(stranger.Source, limits) : limits;
    }

    /// <summary>What of the limits has to be taken off a statement itself.</summary>
    public Cut CutOf(OpenPart part, ActionSet actions)
    {
        // Layers with statements on some resources or under conditions, conditions that rule a deny out, and statements about nothing at all
        // go with plain limits in ways that a mask does not show: then all limits are followed.
        if (_isFollowed || part.AsksForOneOf(_escapes) || part.SpeaksOfNothing || _narrow.Exists(layer => Cuts(layer, actions)))
        {
            return CutOf(isMasked: false, [.. Limits.Layers.Where(layer => Cuts(layer, actions))], [.. Limits.Denies.Where(deny => deny.Actions.Overlaps(actions))]);
        }
        List<DenyRule>? denies = null;
        foreach (var deny in _placed)
        {
            if (part.IsCutBy(actions, deny.Actions, deny.Resources))
            {
                (denies ??= []).Add(deny);
            }
        }
        return denies is null ? NoCut : CutOf(isMasked: true, [], denies);
    }

    private static bool Cuts(LimitLayer layer, ActionSet actions) => layer.Unknown.Count > 0 || !layer.Free.Covers(actions);

    private Cut CutOf(bool isMasked, IReadOnlyList<LimitLayer> layers, IReadOnlyList<DenyRule> denies) => new(
        new StringBuilder().AppendJoin(' ', layers.Select(Number)).Append('|').AppendJoin(' ', denies.Select(Number)).ToString(), isMasked, layers, denies);

    private int Number(LimitLayer layer) => Number(layer, () => string.Join(
        '\n', layer.Statements.Select(statement => $"{statement.Place}{OpenPart.FormOf(statement.Statement)}").Concat(layer.Unknown).Prepend($"layer {layer.Kind}")));

    private int Number(DenyRule deny) => Number(deny, () =>
        $"deny {deny.Layer} {deny.Place} {string.Join('\n', deny.Resources.Patterns)} {string.Join('\n', deny.Conditions.Select(ConditionForm.Of))} {deny.Owners?.Form}");

    private int Number(object limit, Func<string> content)
    {
        if (!_numbered.TryGetValue(limit, out var number))
        {
            _numbered.TryAdd(limit, number = _memory.NumberOf(content()));
        }
        return number;
    }
}
