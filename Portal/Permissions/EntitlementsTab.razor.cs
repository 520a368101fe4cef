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
    private IReadOnlyList<EntitlementSince>? _since;
    private DateTimeOffset? _shown;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <summary>As of when, a time in the past; null for now.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var at = At;
        if (_shown != at)
        {
            (_shown, _rows) = (at, null);
        }
        var rows = await permissions.EntitlementsAsync(Identity, at, By, cancellationToken) ?? [];
        var since = at is { } time ? await permissions.SinceAsync(Identity, time, By, cancellationToken) ?? [] : null;
        (_rows, _since) = (rows, since);
    }

    private async Task ReadAsync(string hash)
    {
        if (await policies.DocumentAsync(hash, By, Leaving) is { Text: { } text })
        {
            _texts[hash] = text;
        }
    }
}
