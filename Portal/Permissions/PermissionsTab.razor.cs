using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>What an identity can do: all services at a glance, or one of them with its reasons.</summary>
/// <param name="queries">Reads it.</param>
/// <param name="navigation">Holds the filter.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class PermissionsTab(PermissionQueries queries, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private EffectivePermissions? _permissions;
    private DateTimeOffset? _shown;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <summary>As of when, a time in the past; null for now.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <summary>The chosen service, or null for all.</summary>
    [Parameter]
    public string? Service { get; set; }

    /// <summary>The chosen kind of power, or null for all.</summary>
    [Parameter]
    public string? Access { get; set; }

    private bool IsPast => At is not null;

    private string All => QueryText.Without(navigation, ["service", "access", "resource"]);

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_shown != At)
        {
            (_shown, _permissions) = (At, null);
        }
        var filter = PermissionFilter.Parse(new Uri(navigation.Uri).Query) with { At = At };
        _permissions = await queries.PermissionsAsync(Identity, filter, By, cancellationToken) ?? new([], IsAdministrator: false, NotModelled: []);
    }

    private string AdministratorTitle(AdministratorKind kind) => (kind == AdministratorKind.Everything, IsPast) switch
    {
        (true, false) => "It may do everything",
        (true, true) => "It could do everything",
        (false, false) => "It is as powerful as an administrator",
        (false, true) => "It was as powerful as an administrator",
    };
}
