using System.Globalization;

namespace Portal.Permissions.Graphs;

/// <summary>
/// Where the nodes and lines of a graph are drawn: in columns from left to right by how many steps away from a start they are, ordered within
/// a column so that lines cross little. In pixels; the same graph always gives the same drawing.
/// </summary>
internal sealed class PathLayout
{
    /// <summary>The width of a node.</summary>
    public const int NodeWidth = 208;

    /// <summary>The height of a node.</summary>
    public const int NodeHeight = 46;

    private const int Gap = 196;
    private const int Pitch = NodeHeight + 12;
    private const int Margin = 6;
    private const int Sweeps = 4;
    private const int Bend = 46;
    private const int FirstLane = 14;
    private const int LaneWidth = 6;
    private const int Lanes = 6;
    private const int Tall = 10;
    private const int Head = 8;
    private const int Round = 6;
    private readonly int[] _columns;
    private readonly int[] _lanes;
    private readonly (int X, int Y)[] _corners;

    private PathLayout(int[] columns, int[] lanes, (int X, int Y)[] corners)
    {
        _columns = columns;
        _lanes = lanes;
        _corners = corners;
        // A line back or within a column bends out on the right of it.
        Width = corners.Length == 0 ? 0 : corners.Max(corner => corner.X) + NodeWidth + Bend + Margin;
        Height = corners.Length == 0 ? 0 : corners.Max(corner => corner.Y) + NodeHeight + Margin;
    }

    /// <summary>The width of the drawing.</summary>
    public int Width { get; }

    /// <summary>The height of the drawing.</summary>
    public int Height { get; }

    /// <summary>The left upper corner of a node.</summary>
    public (int X, int Y) Corner(int node) => _corners[node];

    /// <summary>How many steps a node is away from where the ways begin.</summary>
    public int Column(int node) => _columns[node];

    /// <summary>Lays a graph out.</summary>
    public static PathLayout Of(PathGraph graph)
    {
        var columns = Columns(graph);
        var rows = Rows(graph, columns);
        var tallest = rows.Count == 0 ? 0 : rows.Max(column => column.Count);
        var corners = new (int, int)[graph.Nodes.Count];
        var lanes = new int[graph.Nodes.Count];
        for (var column = 0; column < rows.Count; column++)
        {
            // In a tall drawing, of which one sees the upper end first, a way begins there.
            var top = Margin + (tallest > Tall ? 0 : (tallest - rows[column].Count) * Pitch / 2);
            for (var row = 0; row < rows[column].Count; row++)
            {
                corners[rows[column][row]] = (Margin + (column * (NodeWidth + Gap)), top + (row * Pitch));
                lanes[rows[column][row]] = FirstLane + (row % Lanes * LaneWidth);
            }
        }
        return new(columns, lanes, corners);
    }

    /// <summary>
    /// The line of a step as SVG path data: out of the node, up or down on a lane that all its steps share, and into the next one.
    /// </summary>
    public string Line(PathEdge edge)
    {
        var (from, to) = Ends(edge);
        var end = IsForward(edge) ? to.X - Head : to.X + Head;
        var lane = IsForward(edge) ? from.X + _lanes[edge.From] : Math.Max(from.X, to.X) + Bend - LaneWidth;
        var turn = Math.Min(Round, Math.Abs(to.Y - from.Y) / 2);
        var down = to.Y > from.Y ? turn : -turn;
        var inward = IsForward(edge) ? turn : -turn;
        return turn == 0 && IsForward(edge)
            ? string.Create(CultureInfo.InvariantCulture, $"M{from.X} {from.Y}H{end}")
            : string.Create(CultureInfo.InvariantCulture, $"M{from.X} {from.Y}H{lane - turn}q{turn} 0 {turn} {down}V{to.Y - down}q0 {down} {inward} {down}H{end}");
    }

    /// <summary>The head of its arrow, as points of a polygon.</summary>
    public string Arrow(PathEdge edge)
    {
        var (_, to) = Ends(edge);
        var back = IsForward(edge) ? to.X - Head : to.X + Head;
        return string.Create(CultureInfo.InvariantCulture, $"{to.X},{to.Y} {back},{to.Y - 4} {back},{to.Y + 4}");
    }

    /// <summary>Where its label ends: over the last part of the line, before what it leads to.</summary>
    public (int X, int Y) Label(PathEdge edge)
    {
        var (_, to) = Ends(edge);
        return (IsForward(edge) ? to.X - Head - 4 : to.X + Bend - LaneWidth - 2, to.Y - 5);
    }

    private bool IsForward(PathEdge edge) => _columns[edge.To] > _columns[edge.From];

    private ((int X, int Y) From, (int X, int Y) To) Ends(PathEdge edge)
    {
        var (from, to) = (_corners[edge.From], _corners[edge.To]);
        return ((from.X + NodeWidth, from.Y + (NodeHeight / 2)), (IsForward(edge) ? to.X : to.X + NodeWidth, to.Y + (NodeHeight / 2)));
    }

    // By breadth: no step leads further than one column to the right.
    private static int[] Columns(PathGraph graph)
    {
        var columns = Enumerable.Repeat(-1, graph.Nodes.Count).ToArray();
        var next = graph.Edges.ToLookup(edge => edge.From, edge => edge.To);
        var entered = graph.Edges.Where(edge => edge.From != edge.To).Select(edge => edge.To).ToHashSet();
        var queue = new Queue<int>();
        foreach (var start in Enumerable.Range(0, columns.Length).Where(node => graph.Nodes[node].Kind == PathNodeKind.Start || !entered.Contains(node)))
        {
            columns[start] = 0;
            queue.Enqueue(start);
        }
        // What is left stands in a circle that nothing leads into.
        for (var other = 0; other <= columns.Length; other++)
        {
            while (queue.TryDequeue(out var node))
            {
                foreach (var to in next[node].Where(to => columns[to] < 0))
                {
                    columns[to] = columns[node] + 1;
                    queue.Enqueue(to);
                }
            }
            if (other < columns.Length && columns[other] < 0)
            {
                columns[other] = 0;
                queue.Enqueue(other);
            }
        }
        return columns;
    }

    // Each node moves to the middle of its neighbours, from left to right and back again.
    private static List<List<int>> Rows(PathGraph graph, int[] columns)
    {
        var rows = Enumerable.Range(0, columns.Length).GroupBy(node => columns[node]).OrderBy(group => group.Key).Select(group => group.ToList()).ToList();
        var before = graph.Edges.ToLookup(edge => edge.To, edge => edge.From);
        var after = graph.Edges.ToLookup(edge => edge.From, edge => edge.To);
        var place = new double[columns.Length];
        rows.ForEach(Number);
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var isRightward = sweep % 2 == 0;
            foreach (var column in isRightward ? rows : Enumerable.Reverse(rows))
            {
                var sorted = column.OrderBy(node => Middle(isRightward ? before[node] : after[node], place[node])).ThenBy(node => place[node]).ToList();
                column.Clear();
                column.AddRange(sorted);
                Number(column);
            }
        }
        return rows;

        void Number(List<int> column)
        {
            for (var i = 0; i < column.Count; i++)
            {
                place[column[i]] = (i + 0.5) / column.Count;
            }
        }

        double Middle(IEnumerable<int> neighbours, double otherwise) => neighbours.Select(node => place[node]).DefaultIfEmpty(otherwise).Average();
    }
}
