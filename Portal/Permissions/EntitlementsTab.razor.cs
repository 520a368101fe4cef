using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Permissions.Reading;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>What an identity was given, each with what it adds.</summary>
/// <param name="permissions">Reads it.</param>
/// <param name="policies">Reads guarded documents, which is recorded.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class EntitlementsTab(PermissionQueries permissions, ReadPolicies policies, ChangeFeed feed) : LivePage(feed, Topic.Inventory)
{
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private IReadOnlyList<EntitlementRow>? _rows;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _rows = await permissions.EntitlementsAsync(Identity, at: null, By, cancellationToken) ?? [];

    private async Task ReadAsync(string hash)
    {
        if (await policies.DocumentAsync(hash, By, Leaving) is { Text: { } text })
        {
            _texts[hash] = text;
        }
    }
}
