using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>Compares one identity at two times, or two identities. The question stands in the address.</summary>
/// <param name="permissions">Compares.</param>
/// <param name="identities">Finds identities.</param>
/// <param name="navigation">Holds the question.</param>
/// <param name="feed">Says when the answer may have changed.</param>
public sealed partial class DifferencePage(
    PermissionQueries permissions, IdentityQueries identities, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private IdentityRow? _one;
    private IdentityRow? _other;
    private DateTime? _from;
    private DateTime? _to;
    private string? _shown;
    private PermissionDifference? _difference;
    private bool _isGone;

    /// <summary>The identity, or null when it is not chosen yet.</summary>
    [SupplyParameterFromQuery]
    public Guid? Identity { get; set; }

    /// <summary>The identity that it is compared with, or null for itself.</summary>
    [SupplyParameterFromQuery]
    public Guid? Other { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(navigation.Uri).Query;
        var query = new QueryReader(address);
        var (from, to) = (query.Instant("from"), query.Instant("to"));
        if (_shown != address)
        {
            _shown = address;
            (_from, _to) = (from?.UtcDateTime, to?.UtcDateTime);
            _one = await FindAsync(Identity, cancellationToken);
            _other = await FindAsync(Other, cancellationToken);
        }
        if (Identity is not { } id || (Other is null && from is null))
        {
            (_difference, _isGone) = (null, false);
            return;
        }
        var other = Other is { } second ? new IdentityId(second) : (IdentityId?)null;
        _difference = await permissions.DiffAsync(new IdentityId(id), other, from, to, By, cancellationToken);
        _isGone = _difference is null;
    }

    private async Task<IdentityRow?> FindAsync(Guid? id, CancellationToken cancellationToken) =>
        id is { } known ? (await identities.FindAsync(new IdentityId(known), By, cancellationToken))?.Identity : null;

    private void Ask() => navigation.NavigateTo("/permissions/difference" + new QueryWriter()
        .Add("identity", _one?.Id.Value)
        .Add("other", _other?.Id.Value)
        .Add("from", Utc(_from))
        .Add("to", Utc(_to)));

    private static DateTimeOffset? Utc(DateTime? at) => at is { } known ? new DateTimeOffset(known, TimeSpan.Zero) : null;
}
