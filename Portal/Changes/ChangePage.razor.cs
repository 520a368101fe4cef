using Microsoft.AspNetCore.Components;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Data.Live;
using Portal.Shared;

namespace Portal.Changes;

/// <summary>One change: who acted, how sure that is and why, what was before and is now, and the event as it came.</summary>
/// <param name="changes">Reads it.</param>
/// <param name="read">Reads what is guarded, which is recorded.</param>
/// <param name="make">Makes an incident of it.</param>
/// <param name="navigation">Leads away when there is none.</param>
/// <param name="feed">Says that identities became known, or a late event corrected what was before.</param>
public sealed partial class ChangePage(ChangeQueries changes, ReadChanges read, MakeIncident make, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Changes)
{
    private ChangeDetail? _change;
    private IReadOnlyList<TextDifference.Line> _difference = [];
    private RawEvent? _raw;
    private ChangeDetail? _read;
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
        if (_change?.Id != id)
        {
            (_read, _raw) = (null, null);
        }
        // What was asked for stays on the page, and is not read again for every change elsewhere.
        if (_raw is not { IsGuarded: true, Text: not null })
        {
            _raw = Pretty(await changes.FindRawAsync(id, By, cancellationToken));
        }
        _difference = _read is null ? TextDifference.Of(change.Before, change.After) : _difference;
        _change = change;
    }

    private async Task ReadAsync()
    {
        _read = await read.FindAsync(new ChangeId(Id), By, Leaving);
        _difference = TextDifference.Of(_read?.Before, _read?.After);
    }

    private async Task ReadRawAsync() => _raw = Pretty(await read.FindRawAsync(new ChangeId(Id), By, Leaving));

    private static RawEvent Pretty(RawEvent? raw) =>
        raw is { Text: { } text } ? raw with { Text = TextDifference.Pretty(text) } : raw ?? new(string.Empty, IsGuarded: false);

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
