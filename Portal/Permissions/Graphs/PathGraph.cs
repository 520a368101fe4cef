using Portal.Data.Permissions;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;

namespace Portal.Permissions.Graphs;

/// <summary>Ways to more rights as one graph: everyone stands in it once, each step once.</summary>
/// <param name="Nodes">Who or what stands in it.</param>
/// <param name="Edges">The steps.</param>
public sealed record PathGraph(IReadOnlyList<PathNode> Nodes, IReadOnlyList<PathEdge> Edges)
{
    /// <summary>How many nodes a drawing on the server may have; more are explored in the browser.</summary>
    public const int MostDrawn = 60;

    /// <summary>One sentence for those who do not see it.</summary>
    public string Said => $"{Shared.Words.Count(Nodes.Count, "node")} and {Shared.Words.Count(Edges.Count, "step")}, from left to right. Dashed steps depend on something that is not known.";

    /// <summary>Whether the other shows exactly the same.</summary>
    public bool IsSame(PathGraph other) => Nodes.SequenceEqual(other.Nodes) && Edges.Count == other.Edges.Count
        && Edges.Zip(other.Edges).All(both => both.First with { Conditions = [] } == both.Second with { Conditions = [] } && both.First.Conditions.SequenceEqual(both.Second.Conditions, StringComparer.Ordinal));

    /// <summary>A single way.</summary>
    public static PathGraph Of(EscalationPath path) => Of([path]);

    /// <summary>Ways that share who stands on them.</summary>
    public static PathGraph Of(IEnumerable<EscalationPath> paths)
    {
        var nodes = new List<PathNode>();
        var numbers = new Dictionary<(Guid?, string?), int>();
        var steps = new Dictionary<(int From, int To), List<EscalationHop>>();
        foreach (var path in paths)
        {
            var isFirst = true;
            foreach (var hop in path.Steps)
            {
                var from = Number(hop.From, isFirst);
                var to = Number(hop.To, isStart: false);
                isFirst = false;
                if (!steps.TryGetValue((from, to), out var same))
                {
                    steps.Add((from, to), same = []);
                }
                if (same.TrueForAll(known => known.Primitive != hop.Primitive))
                {
                    same.Add(hop);
                }
            }
        }
        return new(nodes, [.. steps.Select(step => Edge(step.Key.From, step.Key.To, step.Value))]);

        int Number(EscalationParty party, bool isStart)
        {
            var key = (party.Identity?.Value, party.Change);
            if (!numbers.TryGetValue(key, out var number))
            {
                numbers.Add(key, number = nodes.Count);
                var kind = party.IsAdministrator ? PathNodeKind.Administrator : isStart ? PathNodeKind.Start : PathNodeKind.Identity;
                nodes.Add(new(kind, party.Name, party.Change ?? party.Container, party.Identity is { } id ? $"/identities/{id.Value}" : null));
            }
            return number;
        }
    }

    /// <summary>The way by which somebody can do what was asked for.</summary>
    /// <param name="steps">Whom it becomes, step by step; the last does it.</param>
    /// <param name="action">What was asked for.</param>
    /// <param name="resource">On what; <c>*</c> is every resource.</param>
    public static PathGraph Of(IReadOnlyList<WhoCanStep> steps, string action, string resource) => new(
        [
            .. steps.Select((step, i) => new PathNode(i == 0 ? PathNodeKind.Start : PathNodeKind.Identity, step.Name, Detail: null, $"/identities/{step.IdentityId.Value}")),
            new(PathNodeKind.Deed, action, resource == "*" ? "on every resource" : resource, Address: null),
        ],
        [.. steps.Select((step, i) => new PathEdge(
            i, i + 1, step.Becomes is null ? "does" : "becomes", step.Reason, step.Decision == AccessDecision.Conditional ? step.MissingContext is { Count: > 0 } keys ? [.. keys] : ["something that is not known"] : []))]);

    // Several ways between the same two are one line; it depends only if all of them do.
    private static PathEdge Edge(int from, int to, List<EscalationHop> hops)
    {
        var best = hops.Find(hop => hop.Conditions.Count == 0) ?? hops[0];
        return new(
            from,
            to,
            best.Deed,
            string.Join(", or ", hops.OrderBy(hop => hop != best).Select(hop => hop.Title)),
            best.Conditions)
        {
            Number = hops.Count == 1 ? best.Primitive : $"{best.Primitive} +{hops.Count - 1}",
        };
    }
}
