using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions.Escalation;
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

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public AgentId Agent { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _reach = await escalations.OfAsync(Agent, By, cancellationToken);

    private void ShowAll() => _shown = AgentReach.MostIdentities;

    private static string Via(ReachedIdentity reached) => reached.Path.Steps.Count == 0
        ? string.Empty
        : $"{Words.Count(reached.Path.Steps.Count, "step")}: {string.Join(", ", reached.Path.Steps.Select(step => step.Primitive))}";
}
