using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions.Escalation;
using Portal.Permissions.Graphs;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>How an identity can gain more rights than it holds: the shortest way to an administrator, and everything that it can use.</summary>
/// <param name="escalations">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class EscalationTab(EscalationQueries escalations, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private const int Named = 3;
    private IdentityEscalations? _found;
    private PathGraph? _graph;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _found = await escalations.OfAsync(Identity, By, cancellationToken);
        _graph = _found?.ToAdministrator is { Steps.Count: > 0 } path ? PathGraph.Of(path) : null;
    }
}
