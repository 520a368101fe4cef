using Bunit;
using Portal.Permissions.Graphs;
using Portal.Tests.Shared;

namespace Portal.Tests.Permissions.Graphs;

/// <summary>How graphs of ways are shown.</summary>
public sealed class PathFigureTests : SharedContext
{
    private readonly BunitJSModuleInterop _explorer;
    private readonly BunitJSModuleInterop _view;

    /// <summary>A browser.</summary>
    public PathFigureTests()
    {
        _explorer = JSInterop.SetupModule(path => path.Arguments is [string address] && address.Contains("explorer", StringComparison.Ordinal));
        _view = _explorer.SetupModule("open", _ => true);
        _view.SetupVoid("close", _ => true).SetVoidResult();
    }

    [Fact]
    public void A_small_graph_is_a_drawing_whose_every_node_can_be_reached_and_has_a_name()
    {
        var figure = Figure(PathLayoutTests.Graph(PathGraph.MostDrawn, (0, 1), (0, 2)));

        Assert.Equal(PathGraph.MostDrawn, figure.FindAll("svg a[href] > title").Count);
        Assert.Equal("role-0, 123456789012; assumes the role (sts-001) role-1; assumes the role (sts-001) role-2", figure.Find("svg a > title").TextContent);
        Assert.Equal(["assumes the role", "sts-001"], figure.FindAll("svg .edge text").Take(2).Select(text => text.TextContent));
        Assert.Equal("Ways", figure.Find("svg > title").TextContent);
        Assert.Contains("60 nodes and 2 steps", figure.Find("svg > desc").TextContent, StringComparison.Ordinal);
        Assert.Empty(_explorer.Invocations);
    }

    [Fact]
    public void What_has_no_page_can_be_reached_too()
    {
        var figure = Figure(new([new(PathNodeKind.Deed, "s3:GetObject", "on every resource", Address: null)], []));

        var node = figure.Find("svg g.node");
        Assert.Equal(("0", "img", "s3:GetObject, on every resource"), (node.GetAttribute("tabindex"), node.GetAttribute("role"), node.GetAttribute("aria-label")));
    }

    [Fact]
    public void A_long_name_is_cut_where_it_would_leave_its_box_and_said_in_full()
    {
        var figure = Figure(new([new(PathNodeKind.Start, "AgentCore-ShipmentWhisperer-z2q8n", Detail: null, "/identities/1")], []));

        Assert.Equal("AgentCore-Ship…r-z2q8n", figure.Find("svg .name").TextContent);
        Assert.Equal("AgentCore-ShipmentWhisperer-z2q8n", figure.Find("svg a title").TextContent);
    }

    [Fact]
    public void A_step_that_depends_is_dashed_and_says_on_what()
    {
        var graph = PathLayoutTests.Graph(2);
        var figure = Figure(graph with { Edges = [new(0, 1, "attaches a policy", "attaches a policy", ["tag team is blue"])] });

        Assert.NotNull(figure.Find(".edge.depends path").GetAttribute("stroke-dasharray"));
        Assert.Equal("attaches a policy; depends on: tag team is blue", figure.Find(".edge title").TextContent);
        Assert.Contains("if conditions hold", figure.Find("svg a > title").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_would_mislead_are_spelled_out()
    {
        var figure = Figure(new([new(PathNodeKind.Start, "admin\u202Egpj", Detail: null, "/identities/1")], []));

        Assert.DoesNotContain("\u202E", figure.Markup, StringComparison.Ordinal);
        Assert.Contains("[U+202E]", figure.Find("text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_graph_is_explored_in_the_browser_with_a_table_of_the_same()
    {
        var figure = Figure(PathLayoutTests.Graph(PathGraph.MostDrawn + 1, (0, 1), (1, 60)));

        figure.WaitForAssertion(() => Assert.Single(_explorer.Invocations["open"]));
        Assert.Empty(figure.FindAll("svg"));
        Assert.Equal(["role-0 → role-1", "role-1 → role-60"], figure.FindAll("tbody tr").Select(row => $"{row.QuerySelector("td:first-child a")!.TextContent} → {row.QuerySelector("td:last-child a")!.TextContent}"));
        Assert.Equal("assumes the role (sts-001)", figure.Find("tbody td.flows").TextContent.Trim());
        Assert.Equal("60", figure.FindAll("button[data-find]")[^1].GetAttribute("data-find"));
    }

    [Fact]
    public async Task What_the_browser_holds_is_let_go_when_the_graph_is_closed()
    {
        var figure = Figure(PathLayoutTests.Graph(PathGraph.MostDrawn + 1, (0, 1)));
        figure.WaitForAssertion(() => Assert.Single(_explorer.Invocations["open"]));

        await DisposeComponentsAsync();

        Assert.Single(_view.Invocations["close"]);
    }

    private IRenderedComponent<PathFigure> Figure(PathGraph graph) => Render<PathFigure>(p => p.Add(f => f.Title, "Ways").Add(f => f.Graph, graph));
}
