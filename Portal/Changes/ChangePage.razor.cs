using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>One change: who acted, how sure that is and why, what was before and is now, and the event as it came.</summary>
/// <param name="changes">Reads it.</param>
/// <param name="make">Makes an incident of it.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says that identities became known, or a late event corrected what was before.</param>
public sealed partial class ChangePage(ChangeQueries changes, MakeIncident make, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes)
{
    private ChangeDetail? _change;
    private IReadOnlyList<TextDifference.Line> _difference = [];
    private string _raw = string.Empty;
    private bool _isMaking;

    /// <summary>Which change.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var id = new ChangeId(Id);
        var change = await changes.FindAsync(id, By, cancellationToken);
        if (change is null)
        {
            navigation.NotFound();
            return;
        }
        _raw = TextDifference.Pretty(await changes.FindRawAsync(id, By, cancellationToken) ?? string.Empty);
        _difference = TextDifference.Of(change.Before, change.After);
        _change = change;
    }

    private async Task MakeIncidentAsync()
    {
        // A browser may press a button that this page disabled.
        if (_isMaking)
        {
            return;
        }
        _isMaking = true;
        if (await make.RunAsync(new ChangeId(Id), By, Leaving) is { } incident)
        {
            navigation.NavigateTo($"/incidents/{incident.Value}");
        }
        _isMaking = false;
    }

    private static string? ClassOf(TextDifference.Side side) => side switch
    {
        TextDifference.Side.Both => "line",
        TextDifference.Side.Before => "line gone",
        TextDifference.Side.After => "line come",
    };

    private static string? WordOf(TextDifference.Side side) => side switch
    {
        TextDifference.Side.Both => null,
        TextDifference.Side.Before => "gone: ",
        TextDifference.Side.After => "new: ",
    };
}
