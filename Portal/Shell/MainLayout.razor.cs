using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Portal.Data.Access;
using Portal.Hosting;

namespace Portal.Shell;

/// <summary>The frame of every interactive page: navigation by rights, the content with its error boundary, and who is signed in.</summary>
/// <param name="navigation">Knows the address.</param>
/// <param name="settings">Say whether this is the demo.</param>
public sealed partial class MainLayout(NavigationManager navigation, PortalSettings settings) : IDisposable
{
    private IReadOnlyList<NavItem> _places = [];
    private IReadOnlyList<NavItem> _phone = [];
    private Caller? _caller;
    private string _path = "/";
    private ErrorBoundary? _boundary;

    /// <summary>Who is signed in.</summary>
    [CascadingParameter]
    public Task<AuthenticationState>? SignedIn { get; set; }

    /// <summary>The page's own address: the base address would lead away from the page.</summary>
    private string SkipAddress => new UriBuilder(navigation.Uri) { Fragment = "main" }.Uri.PathAndQuery + "#main";

    /// <inheritdoc/>
    public void Dispose() => navigation.LocationChanged -= OnLocationChanged;

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        _path = Path();
        navigation.LocationChanged += OnLocationChanged;
        if (SignedIn is not null && await SignedIn is { User.Identity.IsAuthenticated: true } state)
        {
            _caller = Caller.From(state.User);
            _places = [.. Places.All.Where(place => _caller.Can(place.Needs))];
            _phone = [.. _places.Where(place => Places.Phone.Contains(place.Href, StringComparer.Ordinal))];
        }
    }

    private void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        var path = Path();
        if (path != _path)
        {
            _path = path;
            _ = InvokeAsync(() =>
            {
                // Another page has nothing to do with what went wrong on the one before.
                _boundary?.Recover();
                StateHasChanged();
            });
        }
    }

    private void Recover() => _boundary?.Recover();

    private string Path() => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0].TrimEnd('/');
}
