using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions.Escalation;
using Portal.Permissions.Graphs;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>Everything that an agent can become by its identities, and the shortest way to an administrator.</summary>
/// <param name="escalations">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class ReachPanel(EscalationQueries escalations, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private const int AtFirst = 8;
    private int _shown = AtFirst;
    private AgentReach? _reach;
    private (AgentReach Of, PathGraph Graph)? _drawn;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public AgentId Agent { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _reach = await escalations.OfAsync(Agent, By, cancellationToken);

    // Made when it is opened, and again only when there is something new.
    private PathGraph GraphOf(AgentReach reach)
    {
        if (_drawn is not { } drawn || drawn.Of != reach)
        {
            var graph = PathGraph.Of(reach.Identities.Select(reached => reached.Path).Append(reach.ToAdministrator ?? new([], IsConditional: false)));
            _drawn = drawn = (reach, _drawn?.Graph.IsSame(graph) == true ? _drawn.Value.Graph : graph);
        }
        return drawn.Graph;
    }

    private void ShowAll() => _shown = AgentReach.MostIdentities;

    private static string Via(ReachedIdentity reached) => reached.Path.Steps.Count == 0
        ? string.Empty
        : $"{Words.Count(reached.Path.Steps.Count, "step")}: {string.Join(", then ", reached.Path.Steps.Select(step => step.Title))}";
}
