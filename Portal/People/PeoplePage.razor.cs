using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.People.Sync;
using Portal.Shared;

namespace Portal.People;

/// <summary>People, and the import of a list of them.</summary>
/// <param name="people">Reads people.</param>
/// <param name="import">Imports a list.</param>
/// <param name="syncs">Say how far reading the directory is.</param>
/// <param name="directory">Reads it.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says that people changed.</param>
public sealed partial class PeoplePage(PeopleQueries people, ImportPeople import, SyncQueries syncs, SyncDirectory directory, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.People)
{
    private const long MaxListBytes = 20L << 20;
    private static readonly string[] FilterNames = ["q", "active"];
    private static readonly FilterSelect.Option[] Statuses = [new("true", "Here"), new("false", "Left")];

    private static readonly ListingColumn[] Columns =
        [new("Name"), new("Title"), new("Department"), new("Manager"), new("Roles"), new("Agents", Width: "5rem")];

    private PersonFilter _filter = new();
    private PeopleImported? _imported;
    private string? _problem;
    private SyncState? _sync;
    private bool _isSyncing;
    private Listing<PersonRow>? _listing;

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _filter = PersonFilter.Parse(new QueryReader(new Uri(navigation.Uri).Query));
        _sync = await syncs.FindAsync(By, cancellationToken);
        if (_listing is not null)
        {
            await _listing.RefreshAsync();
        }
    }

    private static string Said(SyncState sync) => sync.Outcome switch
    {
        SyncOutcome.Done or SyncOutcome.AlreadyDone => "People are read from Microsoft Entra ID every hour",
        SyncOutcome.NeedsConfirmation => $"The directory would disable {Words.Count(sync.Waiting, "person", "people")}: nothing was changed",
        SyncOutcome.NotRead => "The directory could not be read: nothing was changed",
    };

    private async Task SyncAsync(int? confirmed)
    {
        _isSyncing = true;
        try
        {
            await directory.RunAsync(confirmed, By, Leaving);
        }
        finally
        {
            _isSyncing = false;
        }
    }

    private async Task ImportAsync(InputFileChangeEventArgs e)
    {
        _imported = null;
        _problem = null;
        if (e.File.Size > MaxListBytes)
        {
            _problem = $"{e.File.Name} is larger than {MaxListBytes >> 20} MB. Is it a list of people?";
            return;
        }
        try
        {
            await using var upload = e.File.OpenReadStream(MaxListBytes, Leaving);
            using var kept = new MemoryStream();
            await upload.CopyToAsync(kept, Leaving);
            kept.Position = 0;
            using var text = new StreamReader(kept);
            _imported = await import.RunAsync(text, By, Leaving);
        }
        catch (PeopleFormatException exception)
        {
            _problem = $"{e.File.Name}: {exception.Message}";
        }
    }
}
