using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Permissions.Graphs;

/// <summary>A graph of at most <see cref="PathGraph.MostDrawn"/> nodes as SVG.</summary>
public sealed partial class PathDrawing
{
    private const int Indent = 12;
    private const int NameLine = 20;
    private const int OnlyLine = 28;
    private const int DetailLine = 36;
    private const int LabelLength = 15;
    private const int NameLength = 20;
    private const int DetailLength = 26;
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

    private static string ClassOf(PathNode node) => $"node {node.Kind.ToString().ToLowerInvariant()}";

    private static string Clip(string text, int length)
    {
        var spelled = Visible.Spell(text);
        return spelled.Length <= length ? spelled : string.Concat(spelled.AsSpan(0, length - 1).TrimEnd(), "…");
    }

    private static string Meaning(PathEdge edge) => edge.Conditions.Count == 0
        ? Visible.Spell(edge.Meaning)
        : Visible.Spell($"{edge.Meaning}; depends on: {string.Join("; ", edge.Conditions)}");

    private string NameOf(int number)
    {
        var node = Graph.Nodes[number];
        var steps = Graph.Edges.Where(edge => edge.From == number).Select(edge => $"{edge.Label} {Graph.Nodes[edge.To].Name}{(edge.Conditions.Count > 0 ? ", if conditions hold" : string.Empty)}");
        var name = node.Kind == PathNodeKind.Administrator && node.Address is not null ? $"{node.Name}, an administrator" : node.Name;
        return Visible.Spell(string.Join("; ", steps.Prepend(node.Detail is null ? name : $"{name}, {node.Detail}")));
    }

    private static RenderFragment Box(PathNode node, (int X, int Y) corner) => builder =>
    {
        builder.OpenElement(2, "rect");
        builder.AddAttribute(3, "x", corner.X);
        builder.AddAttribute(4, "y", corner.Y);
        builder.AddAttribute(5, "width", PathLayout.NodeWidth);
        builder.AddAttribute(6, "height", PathLayout.NodeHeight);
        builder.AddAttribute(7, "rx", "6");
        builder.AddAttribute(8, "fill", "#ffffff");
        builder.AddAttribute(9, "stroke", node.Kind == PathNodeKind.Administrator ? "#a82119" : "#8890a0");
        builder.CloseElement();
        builder.AddContent(10, Line("name", 13, corner.X + Indent, corner.Y + (node.Detail is null ? OnlyLine : NameLine), Clip(node.Name, NameLength)));
        if (node.Detail is not null)
        {
            builder.AddContent(11, Line("detail", 11, corner.X + Indent, corner.Y + DetailLine, Clip(node.Detail, DetailLength)));
        }
    };

    private static RenderFragment Line(string name, int size, int x, int y, string text) => builder =>
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", name);
        builder.AddAttribute(2, "x", x);
        builder.AddAttribute(3, "y", y);
        builder.AddAttribute(4, "font-size", size);
        builder.AddAttribute(5, "fill", "#151a24");
        builder.AddContent(6, text);
        builder.CloseElement();
    };
}
