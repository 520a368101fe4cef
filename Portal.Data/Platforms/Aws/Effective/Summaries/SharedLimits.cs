using System.Text;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Data.Platforms.Aws.Effective.Summaries;

/// <summary>Limits that bind many callers alike, opened once for all of them.</summary>
internal sealed class SharedLimits
{
    private readonly string _world;
    private readonly int[] _layers;
    private readonly int[] _denies;

    /// <summary>Numbers the limits.</summary>
    /// <param name="limits">The limits.</param>
    /// <param name="strangers">Names outside the catalogue that the callers' policies and limits speak of.</param>
    /// <param name="partition">The partition in which the callers live.</param>
    /// <param name="numberOf">The number of a content: equal for equal ones, across all limits.</param>
    public SharedLimits(CallerLimits limits, IReadOnlyCollection<ActionPattern> strangers, string partition, Func<string, int> numberOf)
    {
        Limits = limits;
        Strangers = strangers;
        Partition = partition;
        _world = $"{partition} {string.Join('\n', strangers.Select(stranger => stranger.Source).Order(StringComparer.Ordinal))}";
        _layers = [.. limits.Layers.Select(layer => numberOf(string.Join(
            '\n',
            layer.Statements.Select(statement => $"{statement.Place}{OpenPart.FormOf(statement.Statement)}").Concat(layer.Unknown).Prepend($"layer {layer.Kind} {_world}"))))];
        _denies = [.. limits.Denies.Select(deny => numberOf(
            $"deny {deny.Layer} {deny.Place} {string.Join('\n', deny.Resources.Patterns)} {string.Join('\n', deny.Conditions.Select(ConditionForm.Of))} {_world}"))];
    }

    /// <summary>The limits.</summary>
    public CallerLimits Limits { get; }

    /// <summary>Names outside the catalogue that the callers' policies and limits speak of.</summary>
    public IReadOnlyCollection<ActionPattern> Strangers { get; }

    /// <summary>The partition in which the callers live.</summary>
    public string Partition { get; }

    /// <summary>The layers and denies that can take something of a statement away, and a key that is equal where these are.</summary>
    public (string Key, List<LimitLayer> Layers, List<DenyRule> Denies) Touching(OpenPart part)
    {
        var actions = part.Statement.Within(Strangers);
        var key = new StringBuilder(_world);
        var (layers, denies) = (new List<LimitLayer>(), new List<DenyRule>());
        for (var i = 0; i < _layers.Length; i++)
        {
            if (Limits.Layers[i] is { } layer && (layer.Unknown.Count > 0 || !layer.Free.Covers(actions)))
            {
                layers.Add(layer);
                key.Append(' ').Append(_layers[i]);
            }
        }
        for (var i = 0; i < _denies.Length; i++)
        {
            if (Limits.Denies[i].Actions.Overlaps(actions))
            {
                denies.Add(Limits.Denies[i]);
                key.Append(' ').Append(_denies[i]);
            }
        }
        return (key.ToString(), layers, denies);
    }
}
