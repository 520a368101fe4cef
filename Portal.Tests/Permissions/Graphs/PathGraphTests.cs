using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Permissions.Graphs;

namespace Portal.Tests.Permissions.Graphs;

/// <summary>Ways to more rights as one graph.</summary>
public sealed class PathGraphTests
{
    private static readonly EscalationParty Bot = Party("bot");
    private static readonly EscalationParty Deployer = Party("deployer");
    private static readonly EscalationParty Admin = Party("admin") with { IsAdministrator = true };

    [Fact]
    public void Ways_that_share_an_identity_share_its_node()
    {
        var graph = PathGraph.Of([Way(Hop(Bot, Deployer, "sts-001")), Way(Hop(Bot, Deployer, "sts-001"), Hop(Deployer, Admin, "lambda-001"))]);

        Assert.Equal([("bot", PathNodeKind.Start), ("deployer", PathNodeKind.Identity), ("admin", PathNodeKind.Administrator)], graph.Nodes.Select(node => (node.Name, node.Kind)));
        Assert.Equal([(0, 1, "sts-001"), (1, 2, "lambda-001")], graph.Edges.Select(edge => (edge.From, edge.To, edge.Number!)));
        Assert.Equal($"/identities/{Deployer.Identity!.Value.Value}", graph.Nodes[1].Address);
    }

    [Fact]
    public void Several_steps_between_the_same_two_are_one_line_that_depends_only_if_all_do()
    {
        var graph = PathGraph.Of([Way(Hop(Bot, Deployer, "ec2-001", "tag is blue")), Way(Hop(Bot, Deployer, "sts-001")), Way(Hop(Bot, Admin, "iam-001", "tag is blue"))]);

        Assert.Equal([("sts-001 +1", 0), ("iam-001", 1)], graph.Edges.Select(edge => (edge.Number!, edge.Conditions.Count)));
        Assert.Equal("assumes the role (sts-001), or assumes the role (ec2-001)", graph.Edges[0].Meaning);
        Assert.All(graph.Edges, edge => Assert.Equal("assumes the role", edge.Label));
    }

    [Fact]
    public void The_administrator_as_such_has_no_page_and_what_changed_about_an_identity_makes_it_another_node()
    {
        var freed = Deployer with { Change = "without its boundary" };
        var graph = PathGraph.Of(Way(Hop(Deployer, freed, "iam-020"), Hop(freed, new EscalationParty(Identity: null, "Administrator", null, null, null, IsAdministrator: true), "iam-001")));

        Assert.Equal(["123456789012", "without its boundary", null], graph.Nodes.Select(node => node.Detail));
        Assert.Null(graph.Nodes[2].Address);
    }

    [Fact]
    public void A_way_to_do_something_ends_in_what_was_asked_for()
    {
        var steps = new[] { Step("bot", becomes: "deployer", AccessDecision.Allowed), Step("deployer", becomes: null, AccessDecision.Conditional, "aws:SourceIp") };

        var graph = PathGraph.Of(steps, "s3:GetObject", "*");

        Assert.Equal(["bot", "deployer", "s3:GetObject"], graph.Nodes.Select(node => node.Name));
        Assert.Equal([PathNodeKind.Start, PathNodeKind.Identity, PathNodeKind.Deed], graph.Nodes.Select(node => node.Kind));
        Assert.Equal("on every resource", graph.Nodes[^1].Detail);
        Assert.Equal([("becomes", ""), ("does", "aws:SourceIp")], graph.Edges.Select(edge => (edge.Label, string.Join(' ', edge.Conditions))));
    }

    internal static EscalationParty Party(string name) => new(IdentityId.New(), name, $"arn:aws:iam::123456789012:role/{name}", "123456789012", Change: null, IsAdministrator: false);

    internal static EscalationHop Hop(EscalationParty from, EscalationParty to, string primitive, params IReadOnlyList<string> conditions) =>
        new(from, to, primitive, "Assumes the role", ["sts:AssumeRole"], Service: null, [], conditions);

    internal static EscalationPath Way(params IReadOnlyList<EscalationHop> steps) => new(steps, steps.Any(step => step.Conditions.Count > 0));

    private static WhoCanStep Step(string name, string? becomes, AccessDecision decision, params IReadOnlyList<string> missing) =>
        new(IdentityId.New(), name, name, becomes, decision, "It is allowed.", [], [], missing);
}
