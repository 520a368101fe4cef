using Portal.Permissions.Graphs;

namespace Portal.Tests.Permissions.Graphs;

/// <summary>Where nodes and lines are drawn.</summary>
public sealed class PathLayoutTests
{
    [Fact]
    public void A_way_goes_from_left_to_right_one_column_a_step()
    {
        var graph = Graph(4, (0, 1), (1, 2), (2, 3));
        var layout = PathLayout.Of(graph);

        Assert.Equal([0, 1, 2, 3], Enumerable.Range(0, 4).Select(layout.Column));
        Assert.Single(Enumerable.Range(0, 4).Select(node => layout.Corner(node).Y).Distinct());
        Assert.DoesNotContain('V', layout.Line(graph.Edges[0]));
    }

    [Fact]
    public void The_shortest_way_decides_the_column_and_lines_within_or_back_are_drawn_on_the_right()
    {
        var graph = Graph(4, (0, 1), (0, 2), (1, 2), (2, 3), (3, 0));
        var layout = PathLayout.Of(graph);

        Assert.Equal([0, 1, 1, 2], Enumerable.Range(0, 4).Select(layout.Column));
        Assert.All(graph.Edges, edge => Assert.StartsWith("M", layout.Line(edge), StringComparison.Ordinal));
        Assert.True(layout.Label(graph.Edges[2]).X > layout.Corner(1).X + PathLayout.NodeWidth);
    }

    [Fact]
    public void Lines_do_not_cross_that_need_not()
    {
        var layout = PathLayout.Of(Graph(6, (0, 1), (0, 2), (1, 5), (2, 3), (2, 4)));

        Assert.Equal(layout.Corner(1).Y < layout.Corner(2).Y, layout.Corner(5).Y < layout.Corner(3).Y);
        Assert.Equal(layout.Corner(1).Y < layout.Corner(2).Y, layout.Corner(5).Y < layout.Corner(4).Y);
    }

    [Fact]
    public void A_tall_drawing_begins_at_its_upper_end()
    {
        var layout = PathLayout.Of(Graph(31, [.. Enumerable.Range(1, 30).Select(to => (0, to))]));

        Assert.Equal(Enumerable.Range(1, 30).Min(node => layout.Corner(node).Y), layout.Corner(0).Y);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void No_two_nodes_overlap_and_all_are_within_the_drawing(int count)
    {
        var random = new Random(count);
        var edges = Enumerable.Range(0, count * 2).Select(_ => (random.Next(count), random.Next(count))).Where(edge => edge.Item1 != edge.Item2).Distinct().ToArray();

        var layout = PathLayout.Of(Graph(count, edges));

        var corners = Enumerable.Range(0, count).Select(layout.Corner).ToList();
        Assert.All(corners, corner => Assert.True(corner is { X: >= 0, Y: >= 0 } && corner.X + PathLayout.NodeWidth <= layout.Width && corner.Y + PathLayout.NodeHeight <= layout.Height));
        Assert.DoesNotContain(true, from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i) select Overlap(corners[i], corners[j]));
    }

    [Fact]
    public void A_circle_that_nothing_leads_into_is_drawn_too()
    {
        var layout = PathLayout.Of(new([.. Enumerable.Range(0, 3).Select(i => new PathNode(PathNodeKind.Identity, $"{i}", null, null))], [Edge(0, 1), Edge(1, 2), Edge(2, 0)]));

        Assert.Equal([0, 1, 2], Enumerable.Range(0, 3).Select(layout.Column));
    }

    internal static PathGraph Graph(int nodes, params IReadOnlyList<(int From, int To)> edges) => new(
        [.. Enumerable.Range(0, nodes).Select(i => new PathNode(i == 0 ? PathNodeKind.Start : PathNodeKind.Identity, $"role-{i}", "123456789012", $"/identities/{i}"))],
        [.. edges.Select(edge => Edge(edge.From, edge.To))]);

    private static PathEdge Edge(int from, int to) => new(from, to, "assumes the role", "assumes the role (sts-001)", []) { Number = "sts-001" };

    private static bool Overlap((int X, int Y) one, (int X, int Y) other) =>
        Math.Abs(one.X - other.X) < PathLayout.NodeWidth && Math.Abs(one.Y - other.Y) < PathLayout.NodeHeight;
}
