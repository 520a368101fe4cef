using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Shared;

namespace Portal.Permissions.Graphs;

/// <summary>A graph of any size, explored in the browser. The script and its libraries are loaded when this is rendered first.</summary>
/// <param name="script">The browser.</param>
public sealed partial class PathExplorer(IJSRuntime script) : IAsyncDisposable
{
    private ElementReference _frame;
    private IJSObjectReference? _module;
    private IJSObjectReference? _view;
    private PathGraph? _shown;
    private bool _isGone;

    /// <summary>What it shows, in words.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = string.Empty;

    /// <summary>The graph.</summary>
    [Parameter, EditorRequired]
    public PathGraph Graph { get; set; } = new([], []);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        try
        {
            await CloseAsync();
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its part with it.
        }
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_shown?.IsSame(Graph) == true)
        {
            return;
        }
        _shown = Graph;
        try
        {
            await CloseAsync();
            _module ??= await script.InvokeAsync<IJSObjectReference>("import", "./" + Assets["js/explorer.js"]);
            _view = await _module.InvokeAsync<IJSObjectReference>(
                "open", _frame, Parts(Graph), new[] { Assets["lib/cytoscape/cytoscape.esm.min.mjs"], Assets["lib/cytoscape-dagre/cytoscape-dagre.min.mjs"] });
            if (_isGone)
            {
                await DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The reader left while it was loading.
        }
    }

    private async Task CloseAsync()
    {
        if (_view is { } view)
        {
            _view = null;
            await view.InvokeVoidAsync("close");
            await view.DisposeAsync();
        }
    }

    private static object Parts(PathGraph graph) => new
    {
        nodes = graph.Nodes.Select((node, i) => new { id = i, name = Visible.Spell(node.Name), detail = Visible.Spell(node.Detail ?? string.Empty), kind = node.Kind.ToString().ToLowerInvariant() }),
        edges = graph.Edges.Select(edge => new { from = edge.From, to = edge.To, label = Visible.Spell(edge.Label), number = Visible.Spell(edge.Number ?? string.Empty), depends = edge.Conditions.Count > 0 }),
    };
}
