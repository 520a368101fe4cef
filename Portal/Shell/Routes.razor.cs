using Microsoft.AspNetCore.Components;
using Portal.Shared;

namespace Portal.Shell;

/// <summary>Finds the page for an address, and tells every page which time zone its reader is in.</summary>
public sealed partial class Routes
{
    private ReaderZone _zone = ReaderZone.Utc;

    /// <summary>The reader's zone as an IANA name, or null while the browser has not said it.</summary>
    [Parameter]
    public string? ZoneId { get; set; }

    /// <inheritdoc/>
    protected override void OnInitialized() => _zone = ReaderZone.Of(ZoneId);
}
