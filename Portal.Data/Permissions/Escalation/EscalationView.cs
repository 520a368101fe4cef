using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;

namespace Portal.Data.Permissions.Escalation;

/// <summary>The escalation graph of one version of an organization, with words for what stands in it. Never changes.</summary>
/// <param name="Organization">The version.</param>
/// <param name="Graph">Its graph; subject <c>i</c> is holder <c>i</c>.</param>
internal sealed record EscalationView(Organization Organization, EscalationGraph Graph)
{
    /// <summary>Who stands at a node.</summary>
    public EscalationParty Party(int node)
    {
        var (kind, subject, change) = Graph.Map.Nodes[node];
        if (kind == EscalationNodeKind.Administrator)
        {
            return new EscalationParty(Identity: null, "Administrator", NativeId: null, Container: null, Change: null, IsAdministrator: true);
        }
        var holder = Organization.Holders[subject];
        return new EscalationParty(new IdentityId(holder.Id), holder.Name, holder.NativeId, holder.Container, change, Graph.CostToAdministrator(node) == 0);
    }

    /// <summary>A step with its ends.</summary>
    public EscalationHop Hop(GraphHop hop) => new(
        Party(hop.From), Party(hop.To), hop.Step.Primitive, hop.Step.Name, hop.Step.Actions, hop.Step.Service, hop.Step.GrantedBy, hop.Conditions);

    /// <summary>A way, up to the first that surely is an administrator.</summary>
    public EscalationPath Path(IReadOnlyList<GraphHop> hops)
    {
        var steps = hops.Where(hop => hop.Step.Primitive != EscalationStep.HoldsEverything || hop.Conditions.Count > 0).Select(Hop).ToList();
        return new EscalationPath(steps, steps.Exists(step => step.Conditions.Count > 0));
    }
}
