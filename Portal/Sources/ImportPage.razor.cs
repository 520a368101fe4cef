using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Portal.Data.Lists;
using Portal.Data.Live;
using Portal.Data.Sources;
using Portal.Shared;

namespace Portal.Sources;

/// <summary>
/// Sends exports to the API and follows what becomes of them. The browser sends the files itself: a circuit is no road for 200 MB. The running
/// operation stands in the address, so that the page can be left and found again.
/// </summary>
/// <param name="sources">Reads sources and operations.</param>
/// <param name="script">The browser.</param>
/// <param name="navigation">Holds the address.</param>
/// <param name="feed">Says how far an import came.</param>
public sealed partial class ImportPage(SourceQueries sources, IJSRuntime script, NavigationManager navigation, ChangeFeed feed)
    : LivePage(feed, Topic.Sources), IAsyncDisposable
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB"];
    private IReadOnlyList<SourceRow> _sources = [];
    private ChosenFile[] _files = [];
    private OperationRow? _operation;
    private string _source = string.Empty;
    private string _name = string.Empty;
    private string? _refusal;
    private bool _isSending;
    private bool _isKnown;
    private double _sent;
    private ElementReference _area;
    private IJSObjectReference? _module;
    private IJSObjectReference? _sender;
    private DotNetObjectReference<ImportPage>? _self;

    /// <summary>The operation that is followed, or null.</summary>
    [SupplyParameterFromQuery]
    public Guid? Operation { get; set; }

    private bool CanSend => _files.Length > 0 && (_source.Length > 0 || !string.IsNullOrWhiteSpace(_name));

    /// <summary>Told by the browser: these files were chosen.</summary>
    [JSInvokable]
    public void Chosen(ChosenFile[] files)
    {
        _files = files;
        _refusal = null;
        StateHasChanged();
    }

    /// <summary>Told by the browser: the new source is there.</summary>
    [JSInvokable("Made")]
    public async Task MadeAsync(Guid source)
    {
        await LoadAsync(Leaving);
        _source = source.ToString();
        StateHasChanged();
    }

    /// <summary>Told by the browser: so much was sent.</summary>
    [JSInvokable]
    public void Sent(double sent, double total)
    {
        _sent = total > 0 ? sent / total : 0;
        StateHasChanged();
    }

    /// <summary>Told by the browser: the portal took it.</summary>
    [JSInvokable]
    public void Accepted(Guid operationId)
    {
        _isSending = false;
        _files = [];
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("operation", operationId));
    }

    /// <summary>Told by the browser: it was not taken.</summary>
    [JSInvokable]
    public void Refused(string reason)
    {
        _isSending = false;
        _refusal = reason;
        StateHasChanged();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Dispose();
        try
        {
            if (_sender is not null)
            {
                // Not with the page's own token: that is cancelled by now.
                await _sender.InvokeVoidAsync("close", CancellationToken.None);
                await _sender.DisposeAsync();
            }
            if (_module is not null)
            {
                await _module.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser has gone, and its part with it.
        }
        _self?.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _sources = (await sources.ListAsync(new PageRequest(Limit: PageRequest.MostItems), By, cancellationToken)).Items;
        if (!_isKnown)
        {
            _isKnown = true;
            _source = _sources.Count > 0 ? _sources[0].Id.Value.ToString() : string.Empty;
        }
        _operation = Operation is { } id ? await sources.FindOperationAsync(new OperationId(id), By, cancellationToken) : null;
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _self = DotNetObjectReference.Create(this);
            _module = await script.InvokeAsync<IJSObjectReference>("import", Leaving, "./" + Assets["js/import.js"]);
            _sender = await _module.InvokeAsync<IJSObjectReference>("open", Leaving, _area, _self);
        }
    }

    private async Task SendAsync()
    {
        if (!CanSend)
        {
            return;
        }
        _refusal = null;
        _sent = 0;
        _isSending = true;
        await _sender!.InvokeVoidAsync("send", Leaving, _source.Length == 0 ? null : _source, _name.Trim());
    }

    private async Task CancelAsync()
    {
        await _sender!.InvokeVoidAsync("cancel", Leaving);
        _isSending = false;
    }

    private async Task StopAsync() => await _sender!.InvokeVoidAsync("stop", Leaving, Operation);

    private void StartAgain() => navigation.NavigateTo(navigation.GetUriWithQueryParameter("operation", (Guid?)null));

    private static string StateOf(OperationRow operation) => operation.State switch
    {
        OperationState.Queued => "Import waits",
        OperationState.Running => "Importing",
        OperationState.Succeeded => "Imported",
        OperationState.Failed => "Not imported",
    };

    private static string Percent(double share) => Math.Round(100 * Math.Clamp(share, 0, 1)).ToString(CultureInfo.InvariantCulture);

    private static string Size(double bytes)
    {
        var unit = 0;
        for (; bytes >= 1000 && unit < Units.Length - 1; unit++)
        {
            bytes /= 1000;
        }
        return $"{bytes.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>A file that was chosen.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Size">Its length in bytes.</param>
    public sealed record ChosenFile(string Name, double Size);
}
