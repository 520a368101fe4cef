using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>Which calls of agents may have set an act off that names none itself, hop by hop, with where the mark is lost.</summary>
/// <param name="chains">Works it out.</param>
/// <param name="feed">Says that more became known.</param>
public sealed partial class ChainPanel(ChainQueries chains, ChangeFeed feed) : LivePage(feed, Topic.Changes)
{
    private ChangeChain? _chain;

    /// <summary>The change.</summary>
    [Parameter, EditorRequired]
    public ChangeId Change { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken) => _chain = await chains.FindAsync(Change, By, cancellationToken);
}
