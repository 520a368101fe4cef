using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Delegates;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes.Delegates;

/// <summary>One identity that an agent acts through, and what the agent inherits.</summary>
/// <param name="delegates">Reads it.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class DelegatePage(DelegateQueries delegates, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes, Topic.Inventory)
{
    private DelegateDetail? _detail;

    /// <summary>Which.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await delegates.FindAsync(new DelegateId(Id), By, cancellationToken);
        if (_detail is null)
        {
            navigation.NotFound();
        }
    }
}
