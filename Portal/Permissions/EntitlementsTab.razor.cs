using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>What an identity was given, each with what it adds.</summary>
/// <param name="permissions">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class EntitlementsTab(PermissionQueries permissions, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private IReadOnlyList<EntitlementRow>? _rows;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _rows = await permissions.EntitlementsAsync(Identity, at: null, By, cancellationToken) ?? [];
}
