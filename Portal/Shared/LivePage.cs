using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Portal.Data.Access;
using Portal.Data.Live;

namespace Portal.Shared;

/// <summary>
/// A page that reads through its queries when it opens, when its address changes, and whenever something that it shows has changed. It follows
/// before it reads, so that nothing in between is lost, and reads at most four times a second. While a page is only prerendered it reads
/// nothing: what it would show is there a moment later.
/// </summary>
/// <param name="feed">Says that something changed.</param>
/// <param name="topics">What the page shows.</param>
public abstract class LivePage(ChangeFeed feed, params Topic[] topics) : ComponentBase, IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private readonly CancellationTokenSource _leaving = new();
    private CancellationTokenSource? _loading;
    private string? _loaded;
    private Caller? _by;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    /// <summary>Where the reader is.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

#pragma warning disable MA0187 // A page hands its feed and topics to its base; the clock is the base's own affair.
    /// <summary>The time.</summary>
    [Inject]
    public TimeProvider Clock { get; set; } = default!;

    /// <summary>Knows the address, where filters, sort and selection live.</summary>
    [Inject]
    public NavigationManager Location { get; set; } = default!;
#pragma warning restore MA0187

    /// <summary>Who reads the page; passed to every query and command.</summary>
    /// <exception cref="InvalidOperationException">Asked for before the page was initialized.</exception>
    protected Caller By => _by ?? throw new InvalidOperationException("The page's caller is known once the page is initialized.");

    /// <summary>Now, for writing times.</summary>
    protected DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>Cancelled when the reader leaves the page; passed to commands that the page starts.</summary>
    protected CancellationToken Leaving => _leaving.Token;

    /// <summary>Reads what the page shows. Called again when the address or the data changed; a newer call cancels the one before.</summary>
    protected abstract Task LoadAsync(CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        if (SignedIn is null)
        {
            throw new InvalidOperationException("A live page needs the cascading authentication state.");
        }
        _by = Caller.From((await SignedIn).User);
        if (!RendererInfo.IsInteractive)
        {
            return;
        }
        Location.LocationChanged += OnLocationChanged;
        if (topics.Length > 0)
        {
            _ = FollowAsync(feed.Follow(topics, _leaving.Token));
        }
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        if (RendererInfo.IsInteractive)
        {
            await ReloadAsync();
        }
    }

    /// <summary>Reads again now, for example after a command of the page itself.</summary>
    protected async Task ReloadAsync()
    {
        if (_leaving.IsCancellationRequested)
        {
            return;
        }
        _loaded = Location.Uri;
        _loading?.Cancel();
        _loading?.Dispose();
        var loading = _loading = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
        var cancelled = loading.Token;
        try
        {
            await LoadAsync(cancelled);
        }
        catch (OperationCanceledException) when (cancelled.IsCancellationRequested)
        {
            // A newer reading runs, or the reader left.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops following and reading.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_leaving.IsCancellationRequested)
        {
            Location.LocationChanged -= OnLocationChanged;
            _leaving.Cancel();
            _loading?.Dispose();
            _leaving.Dispose();
        }
    }

    // Blazor tells a page of a new path, and of a query only if it has a parameter from it.
    private void OnLocationChanged(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(async () =>
    {
        // The router goes first: it may put another page in this one's place, or hand this one its parameters.
        await Task.Yield();
        if (_loaded is null || _loaded == Location.Uri || PathOf(_loaded) != PathOf(Location.Uri) || _leaving.IsCancellationRequested)
        {
            return;
        }
        try
        {
            await ReloadAsync();
            StateHasChanged();
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    });

    private static string PathOf(string address) => new Uri(address).AbsolutePath;

    private async Task FollowAsync(IAsyncEnumerable<Topic> wakeUps)
    {
        try
        {
            var leaving = _leaving.Token;
            await foreach (var _ in wakeUps.WithCancellation(leaving))
            {
                await InvokeAsync(async () =>
                {
                    await ReloadAsync();
                    StateHasChanged();
                });
                await Task.Delay(Pause, Clock, leaving);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // The reader left.
        }
        catch (Exception exception)
        {
            await DispatchExceptionAsync(exception);
        }
    }
}
