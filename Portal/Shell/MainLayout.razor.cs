using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using Portal.Data.Access;
using Portal.Hosting;
using Portal.Shared;

namespace Portal.Shell;

/// <summary>The frame of every interactive page: navigation by rights, the content with its error boundary, and who is signed in.</summary>
/// <param name="navigation">Knows the address.</param>
/// <param name="settings">Say whether this is the demo.</param>
public sealed partial class MainLayout(NavigationManager navigation, PortalSettings settings) : IDisposable
{
    // What is the same on every page is markup that all of them share.
    private static readonly MarkupString TopButtons = Show.Markup($"""
        <button type="button" class="icon-button" data-theme-switch aria-label="Dark scheme">{Show.Icon(Icons.Material.Outlined.Contrast)}</button>
        <button type="button" class="icon-button" popovertarget="side" aria-label="Menu">{Show.Icon(Icons.Material.Outlined.Menu)}</button>
        """);
    private static readonly MarkupString FootButtons = Show.Markup($"""
        <button type="button" class="icon-button" data-theme-switch data-keys="t" data-keys-name="Light or dark" aria-label="Dark scheme" title="Light or dark (t)">{Show.Icon(Icons.Material.Outlined.Contrast)}</button>
        <button type="button" class="icon-button" data-shortcuts aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)">{Show.Icon(Icons.Material.Outlined.Keyboard)}</button>
        """);
    private static readonly MarkupString MoreButton = Show.Markup($"""<button type="button" popovertarget="side">{Show.Icon(Icons.Material.Outlined.MoreHoriz)}More</button>""");
    private static readonly MarkupString Shortcuts = Show.Markup($"""
        <dialog class="sheet" id="shortcuts" aria-labelledby="shortcuts-title">
            <header><h2 id="shortcuts-title">Keyboard shortcuts</h2><button type="button" class="icon-button" data-close aria-label="Close">{Show.Icon(Icons.Material.Outlined.Close)}</button></header>
            <dl class="shortcuts"></dl>
        </dialog>
        """);

    private MarkupString _brand;
    private IReadOnlyList<NavItem> _places = [];
    private IReadOnlyList<NavItem> _phone = [];
    private Caller? _caller;
    private string _path = "/";
    private ErrorBoundary? _boundary;
    private ErrorBoundary? _bell;

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
        _brand = Show.Markup($"""<a class="brand" href="/"><img src="{Assets["favicon.svg"]}" alt="" width="24" height="24" />Governance</a>""");
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
                _bell?.Recover();
                StateHasChanged();
            });
        }
    }

    private void Recover() => _boundary?.Recover();

    private string Path() => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('?', '#')[0].TrimEnd('/');
}
