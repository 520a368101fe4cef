using Microsoft.AspNetCore.Components;
using Portal.Data.Permissions;
using Portal.Permissions.Graphs;

namespace Portal.Permissions;

/// <summary>How an identity can do something, step by step; drawn when it becomes another one first.</summary>
public sealed partial class WhoCanWay
{
    private (IReadOnlyList<WhoCanStep> Of, PathGraph Graph)? _drawn;

    /// <summary>The steps in order.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<WhoCanStep> Steps { get; set; } = [];

    /// <summary>What was asked for.</summary>
    [Parameter, EditorRequired]
    public WhoCanFilter Filter { get; set; } = new();

    private PathGraph Graph
    {
        get
        {
            if (_drawn is not { } drawn || !ReferenceEquals(drawn.Of, Steps))
            {
                _drawn = drawn = (Steps, PathGraph.Of(Steps, Filter.Action ?? string.Empty, Filter.Resource));
            }
            return drawn.Graph;
        }
    }
}
