using Portal.Data.Platforms;

namespace Portal.Data.Permissions.Escalation;

/// <summary>
/// Shortest ways through a map of escalations. A way that surely works is better than any that depends on something, then fewer steps are
/// better: the cost of a way is its open conditions times <see cref="ConditionalCost"/>, plus its steps. Entering a set is the step; leaving it
/// is free. The costs to the administrator are worked out once for all nodes, backwards.
/// </summary>
internal sealed class EscalationGraph
{
    /// <summary>What a step costs more when it depends on something.</summary>
    public const int ConditionalCost = 1 << 16;

    /// <summary>The cost of what cannot be reached.</summary>
    public const int Never = int.MaxValue;

    private readonly int[] _starts;
    private readonly int[] _leaving;
    private readonly int[] _cost;
    private readonly int[] _next;

    /// <summary>Makes the graph of a map that is complete.</summary>
    public EscalationGraph(EscalationMap map)
    {
        Map = map;
        (_starts, _leaving) = Sorted(map, edge => edge.From);
        (_cost, _next) = FromAdministrator(map);
    }

    /// <summary>The map.</summary>
    public EscalationMap Map { get; }

    /// <summary>What the best way from a node to the administrator costs; 0 when it surely is one, <see cref="Never"/> when there is no way.</summary>
    public int CostToAdministrator(int node) => _cost[node];

    /// <summary>The steps that a cost stands for.</summary>
    public static int StepsOf(int cost) => cost % ConditionalCost;

    /// <summary>Whether a cost depends on something.</summary>
    public static bool IsConditional(int cost) => cost >= ConditionalCost;

    /// <summary>The best way from a node to the administrator; null when there is none, empty when it is one.</summary>
    public IReadOnlyList<GraphHop>? PathToAdministrator(int node)
    {
        if (_cost[node] == Never)
        {
            return null;
        }
        var edges = new List<int>();
        while (node != EscalationMap.Administrator)
        {
            edges.Add(_next[node]);
            node = Map.Edges[_next[node]].To;
        }
        return Hops(edges);
    }

    /// <summary>Everything that one step from a node leads to, each with every primitive that does; itself left out.</summary>
    public IEnumerable<GraphHop> Direct(int node)
    {
        foreach (var edge in Leaving(node))
        {
            var (_, to, _) = Map.Edges[edge];
            if (Map.Nodes[to].Kind != EscalationNodeKind.Set)
            {
                yield return Hop(edge, member: null);
                continue;
            }
            foreach (var member in Leaving(to).Where(member => Map.Edges[member].To != node))
            {
                yield return Hop(edge, member);
            }
        }
    }

    /// <summary>Everything that can be reached from some nodes in any number of steps, cheapest first, themselves left out.</summary>
    public IEnumerable<GraphReach> Reach(IReadOnlyCollection<int> from)
    {
        var costs = new Dictionary<int, (int Cost, int By)>();
        var queue = new PriorityQueue<int, int>();
        foreach (var node in from)
        {
            costs[node] = (0, By: -1);
            queue.Enqueue(node, 0);
        }
        while (queue.TryDequeue(out var node, out var cost))
        {
            if (cost > costs[node].Cost)
            {
                continue;
            }
            if (costs[node].By >= 0 && Map.Nodes[node].Kind != EscalationNodeKind.Set)
            {
                yield return new GraphReach(node, cost, PathTo(node, costs));
            }
            foreach (var edge in Leaving(node))
            {
                var to = Map.Edges[edge].To;
                var farther = cost + CostOf(Map, Map.Edges[edge]);
                if (!costs.TryGetValue(to, out var known) || farther < known.Cost)
                {
                    costs[to] = (farther, edge);
                    queue.Enqueue(to, farther);
                }
            }
        }
    }

    private List<GraphHop> PathTo(int node, Dictionary<int, (int Cost, int By)> costs)
    {
        var edges = new List<int>();
        for (var by = costs[node].By; by >= 0; by = costs[Map.Edges[by].From].By)
        {
            edges.Add(by);
        }
        edges.Reverse();
        return Hops(edges);
    }

    private List<GraphHop> Hops(List<int> edges)
    {
        var hops = new List<GraphHop>();
        for (var i = 0; i < edges.Count; i++)
        {
            var isSet = Map.Nodes[Map.Edges[edges[i]].To].Kind == EscalationNodeKind.Set;
            hops.Add(Hop(edges[i], isSet ? edges[i + 1] : null));
            i += isSet ? 1 : 0;
        }
        return hops;
    }

    private GraphHop Hop(int edge, int? member)
    {
        var (from, to, step) = Map.Edges[edge];
        var done = Map.Steps[step];
        if (member is not { } inSet)
        {
            return new GraphHop(from, to, done, done.Conditions);
        }
        var (_, target, more) = Map.Edges[inSet];
        return new GraphHop(from, target, done, more == EscalationEdge.NoStep ? done.Conditions : [.. done.Conditions.Union(Map.Steps[more].Conditions, StringComparer.Ordinal)]);
    }

    private ReadOnlySpan<int> LeavingSpan(int node) => _leaving.AsSpan(_starts[node], _starts[node + 1] - _starts[node]);

    private int[] Leaving(int node) => LeavingSpan(node).ToArray();

    private static int CostOf(EscalationMap map, EscalationEdge edge)
    {
        var isConditional = edge.Step != EscalationEdge.NoStep && map.Steps[edge.Step].Conditions.Count > 0;
        return (isConditional ? ConditionalCost : 0) + (map.Nodes[edge.From].Kind == EscalationNodeKind.Set ? 0 : 1);
    }

    private static (int[] Cost, int[] Next) FromAdministrator(EscalationMap map)
    {
        var (starts, arriving) = Sorted(map, edge => edge.To);
        var cost = new int[map.Nodes.Count];
        var next = new int[map.Nodes.Count];
        Array.Fill(cost, Never);
        cost[EscalationMap.Administrator] = 0;
        var queue = new PriorityQueue<int, int>();
        queue.Enqueue(EscalationMap.Administrator, 0);
        while (queue.TryDequeue(out var node, out var known))
        {
            if (known > cost[node])
            {
                continue;
            }
            for (var at = starts[node]; at < starts[node + 1]; at++)
            {
                var edge = map.Edges[arriving[at]];
                // Whoever surely holds every right is an administrator: that is no step.
                var farther = known + (map.Steps.Count > 0 && IsHeld(map, edge) ? 0 : CostOf(map, edge));
                if (farther < cost[edge.From])
                {
                    cost[edge.From] = farther;
                    next[edge.From] = arriving[at];
                    queue.Enqueue(edge.From, farther);
                }
            }
        }
        return (cost, next);
    }

    private static bool IsHeld(EscalationMap map, EscalationEdge edge) =>
        edge.To == EscalationMap.Administrator && edge.Step != EscalationEdge.NoStep && map.Steps[edge.Step] is { Primitive: EscalationStep.HoldsEverything, Conditions.Count: 0 };

    private static (int[] Starts, int[] Edges) Sorted(EscalationMap map, Func<EscalationEdge, int> by)
    {
        var starts = new int[map.Nodes.Count + 1];
        foreach (var edge in map.Edges)
        {
            starts[by(edge) + 1]++;
        }
        for (var node = 0; node < map.Nodes.Count; node++)
        {
            starts[node + 1] += starts[node];
        }
        var sorted = new int[map.Edges.Count];
        var at = starts[..^1];
        for (var edge = 0; edge < map.Edges.Count; edge++)
        {
            sorted[at[by(map.Edges[edge])]++] = edge;
        }
        return (starts, sorted);
    }
}
