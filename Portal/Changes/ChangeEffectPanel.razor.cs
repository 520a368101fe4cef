using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>What a change means for what identities may do, by the permission engine's word and not the event's.</summary>
/// <param name="effects">Works it out.</param>
/// <param name="feed">Says that more became known.</param>
public sealed partial class ChangeEffectPanel(ChangeEffectQueries effects, ChangeFeed feed) : LivePage(feed, Topic.Changes, Topic.Inventory)
{
    private ChangeEffect? _effect;

    /// <summary>The change.</summary>
    [Parameter, EditorRequired]
    public ChangeId Change { get; set; }

    /// <summary>What it did.</summary>
    [Parameter, EditorRequired]
    public ChangeKind Kind { get; set; }

    private bool IsOfPermissions => Kind is ChangeKind.PermissionGained or ChangeKind.PermissionLost or ChangeKind.PermissionChanged
        or ChangeKind.TrustChanged or ChangeKind.LimitAdded or ChangeKind.LimitRemoved;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _effect = await effects.OfAsync(Change, By, cancellationToken);
}
