using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Shell;

/// <summary>Finds the page for an address, and tells every page which time zone its reader is in.</summary>
public sealed partial class Routes
{
    private ReaderZone _zone = ReaderZone.Utc;
    private Type? _first;
    private bool _hasLeftFirst;

    /// <summary>The reader's zone as an IANA name, or null while the browser has not said it.</summary>
    [Parameter]
    public string? ZoneId { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _zone = ReaderZone.Of(ZoneId);

    // The browser sets the focus on the page that it loads itself. This page's connection comes later, at times much later, and must not take
    // the focus from where its reader has gone in the meantime.
    private bool HasLeftFirst(Type page)
    {
        _first ??= page;
        return _hasLeftFirst |= page != _first;
    }
}
