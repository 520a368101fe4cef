using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Shared;

/// <summary>Searches the page's list; the text lives in the address, so that a view can be shared.</summary>
/// <param name="navigation">Holds the address.</param>
/// <param name="clock">The time.</param>
public sealed partial class SearchBox(NavigationManager navigation, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private string _text = string.Empty;

    // What the box was given at first. It is never written back while one types: it would come late and take letters away.
    private string _written = string.Empty;
    private int _version;
    private CancellationTokenSource? _waiting;

    /// <summary>What is searched: placeholder and name.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The query parameter.</summary>
    [Parameter]
    public string Name { get; set; } = "q";

    /// <inheritdoc/>
    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        _waiting?.Cancel();
        _waiting?.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _text = _written = QueryText.Get(navigation, Name) ?? string.Empty;
        navigation.LocationChanged += OnLocationChanged;
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        var text = QueryText.Get(navigation, Name) ?? string.Empty;
        if (text != _text && _waiting is null)
        {
            _text = _written = text;
            _version++;
            _ = InvokeAsync(StateHasChanged);
        }
    }

    private async Task OnInputAsync(ChangeEventArgs e)
    {
        _text = e.Value?.ToString() ?? string.Empty;
        _waiting?.Cancel();
        _waiting?.Dispose();
        var waiting = _waiting = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, clock, waiting.Token);
            Go();
        }
        catch (OperationCanceledException)
        {
            // Another letter came.
        }
    }

    private void OnChange(ChangeEventArgs e)
    {
        _text = e.Value?.ToString() ?? string.Empty;
        Go();
    }

    private void Go()
    {
        _waiting?.Cancel();
        _waiting?.Dispose();
        _waiting = null;
        var text = _text.Trim();
        if (text != (QueryText.Get(navigation, Name) ?? string.Empty))
        {
            navigation.NavigateTo(navigation.GetUriWithQueryParameter(Name, text.Length == 0 ? null : text), replace: true);
        }
    }
}
