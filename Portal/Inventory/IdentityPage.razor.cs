using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Permissions;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>One identity: whose it is and why that is asked, what it was given, what it can do.</summary>
/// <param name="identities">Reads it.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class IdentityPage(IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private const string Overview = "overview";
    private const string Entitlements = "entitlements";
    private const string Permissions = "permissions";
    private const string Escalation = "escalation";
    private const string Changes = "changes";
    private const string Timeline = "timeline";
    private const string Reviews = "reviews";
    private IdentityDetail? _detail;

    /// <summary>Which identity.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The open tab, or null for the first.</summary>
    [SupplyParameterFromQuery]
    public string? Tab { get; set; }

    /// <summary>The service whose permissions are shown, or null for all.</summary>
    [SupplyParameterFromQuery]
    public string? Service { get; set; }

    /// <summary>The kind of power that is shown, or null for all.</summary>
    [SupplyParameterFromQuery]
    public string? Access { get; set; }

    /// <summary>The time as of which entitlements and permissions are shown, as it stands in the address, or null for now.</summary>
    [SupplyParameterFromQuery]
    public string? At { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await identities.FindAsync(new IdentityId(Id), By, cancellationToken);
        if (_detail is null)
        {
            navigation.NotFound();
        }
    }

    private AsOf AsOfOn(IdentityDetail detail) => Tab is Entitlements or Permissions && At is not null
        ? AsOf.Read(navigation.Uri, detail.Identity, Now)
        : AsOf.Read(navigation.BaseUri, detail.Identity, Now);

    private static IReadOnlyList<Tabs.Tab> TabsOf(IdentityDetail detail, AsOf asOf) =>
    [
        new(Overview, "Overview"),
        new(Entitlements, "Entitlements", asOf.At is null ? detail.Identity.EntitlementCount : null) { Keeps = [AsOf.Parameter] },
        new(Permissions, "Effective permissions") { Keeps = [AsOf.Parameter] },
        new(Escalation, "Escalation"),
        new(Changes, "Changes"),
        new(Timeline, "Timeline") { Keeps = [AsOf.Parameter] },
        new(Reviews, "Reviews"),
    ];
}
