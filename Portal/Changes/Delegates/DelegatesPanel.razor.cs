using Microsoft.AspNetCore.Components;
using Portal.Data.Changes.Delegates;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes.Delegates;

/// <summary>Through which agents an identity was used, and whether anything limits them.</summary>
/// <param name="delegates">Reads it.</param>
/// <param name="feed">Says when it changed.</param>
public sealed partial class DelegatesPanel(DelegateQueries delegates, ChangeFeed feed) : LivePage(feed, Topic.Changes, Topic.Inventory)
{
    private const int MostShown = 8;

    private Page<DelegateRow>? _rows;

    /// <summary>Whose.</summary>
    [Parameter, EditorRequired]
    public IdentityId Identity { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) =>
        _rows = await delegates.ListAsync(new() { Identity = Identity }, new PageRequest(Limit: MostShown), By, cancellationToken);
}
