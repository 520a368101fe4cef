using Microsoft.AspNetCore.Components;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Permissions;
using Portal.Shared;
using Answer = Portal.Data.Permissions.WhoCanPage;

namespace Portal.Permissions;

/// <summary>Asks who can do something, across the organization. The question stands in the address, so that an answer can be shared.</summary>
/// <param name="whoCan">Answers.</param>
/// <param name="navigation">Holds the question.</param>
/// <param name="feed">Says when the answer may have changed.</param>
public sealed partial class WhoCanPage(WhoCanQueries whoCan, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Inventory)
{
    private static readonly ListingColumn[] Columns = [new("Identity"), new("Answer"), new("Way"), new("Kind", IsMinor: true), new("Account")];

    private WhoCanFilter _filter = new();
    private Listing<WhoCanRow>? _list;
    private Answer? _read;
    private Answer? _told;
    private string? _problem;
    private string _action = string.Empty;
    private string _resource = string.Empty;
    private DateTime? _at;
    private int _depth = WhoCanFilter.DefaultDepth;
    private string? _shown;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(navigation.Uri).Query;
        var query = new QueryReader(address);
        var filter = WhoCanFilter.Parse(query);
        _problem = query.Errors.Count > 0
            ? string.Join(' ', query.Errors.Select(e => $"{e.Key} {string.Join(' ', e.Value)}"))
            : filter.Action is { } action && action.IndexOf(':', StringComparison.Ordinal) < 1
                ? $"\"{action}\" is not an action: it is a service and an action, for example s3:GetObject."
                : null;
        if (_shown != address)
        {
            _shown = address;
            (_action, _resource, _depth) = (filter.Action ?? string.Empty, filter.Resource == "*" ? string.Empty : filter.Resource, filter.Depth);
            _at = filter.At?.UtcDateTime;
        }
        var isSame = filter == _filter;
        if (!isSame)
        {
            _told = null;
        }
        _filter = filter;
        if (isSame && _list is not null)
        {
            await _list.RefreshAsync();
        }
    }

    /// <summary>A way in one line: <c>as Deployer, then Administrator</c>.</summary>
    internal static string Way(WhoCanRow row) => row.Path.Count <= 1
        ? "by itself"
        : "as " + string.Join(", then ", row.Path.Skip(1).Select(step => step.Name));

    private async Task<Page<WhoCanRow>> ReadAsync(PageRequest page, CancellationToken cancellationToken)
    {
        _read = await whoCan.RunAsync(_filter, page, By, cancellationToken);
        return new(_read.Items, _read.Next);
    }

    private void Tell(int? length) => _told = _read;

    private void Ask() => navigation.NavigateTo("/permissions/who-can" + new WhoCanFilter
    {
        Action = _action.Trim(),
        Resource = _resource.Trim() is { Length: > 0 } resource ? resource : "*",
        At = _at is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null,
        Depth = _depth,
    }.ToQuery());
}
