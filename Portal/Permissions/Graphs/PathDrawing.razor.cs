using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Permissions.Graphs;

/// <summary>A graph of at most <see cref="PathGraph.MostDrawn"/> nodes as SVG.</summary>
public sealed partial class PathDrawing
{
    private const int LabelLength = 33;
    private const int NumberLine = 17;
    private readonly string _title = $"graph-{Guid.CreateVersion7():n}";
    private readonly string _told = $"graph-{Guid.CreateVersion7():n}";
    private PathLayout _layout = PathLayout.Of(new([], []));
    private PathGraph? _laid;

    /// <summary>What it shows, in words.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>The graph.</summary>
    [Parameter, EditorRequired]
    public PathGraph Graph { get; set; } = new([], []);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!ReferenceEquals(_laid, Graph))
        {
            (_laid, _layout) = (Graph, PathLayout.Of(Graph));
        }
    }

    /// <summary>A text as it fits, with what would mislead spelled out.</summary>
    /// <param name="text">The text.</param>
    /// <param name="length">How many characters fit.</param>
    internal static string Clip(string text, int length)
    {
        var spelled = Visible.Spell(text);
        return spelled.Length <= length ? spelled : string.Concat(spelled.AsSpan(0, length - 1).TrimEnd(), "…");
    }

    /// <summary>A name as it fits. Its end stays: names of one kind often begin alike and differ there.</summary>
    /// <param name="text">The name.</param>
    /// <param name="length">How many characters fit.</param>
    internal static string ClipMiddle(string text, int length)
    {
        var spelled = Visible.Spell(text);
        var end = length / 3;
        return spelled.Length <= length ? spelled : $"{spelled[..(length - 1 - end)]}…{spelled[^end..]}";
    }

    private static string ClassOf(PathNode node) => $"node {node.Kind.ToString().ToLowerInvariant()}";

    private static string Meaning(PathEdge edge) => edge.Conditions.Count == 0
        ? Visible.Spell(edge.Meaning)
        : Visible.Spell($"{edge.Meaning}; depends on: {string.Join("; ", edge.Conditions)}");

    private string NameOf(int number)
    {
        var node = Graph.Nodes[number];
        var steps = Graph.Edges.Where(edge => edge.From == number).Select(edge => $"{edge.Title} {Graph.Nodes[edge.To].Name}{(edge.Conditions.Count > 0 ? ", if conditions hold" : string.Empty)}");
        var name = node.Kind == PathNodeKind.Administrator && node.Address is not null ? $"{node.Name}, an administrator" : node.Name;
        return Visible.Spell(string.Join("; ", steps.Prepend(node.Detail is null ? name : $"{name}, {node.Detail}")));
    }
}
