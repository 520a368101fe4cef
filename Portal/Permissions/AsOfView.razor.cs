using Microsoft.AspNetCore.Components;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Shared;

namespace Portal.Permissions;

/// <summary>A view of an identity as of a time that the reader chooses; what it shows when the identity was there then is its content.</summary>
/// <param name="navigation">Holds the time.</param>
/// <param name="clock">Knows what is now.</param>
public sealed partial class AsOfView(NavigationManager navigation, TimeProvider clock)
{
    // Less than snapshots can be apart, and kept by both databases.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private DateTime? _at;
    private AsOf? _shown;

    /// <summary>The identity.</summary>
    [Parameter, EditorRequired]
    public IdentityRow Identity { get; set; } = default!;

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public AsOf AsOf { get; set; } = default!;

    /// <summary>What it was given or could do then.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Where the reader is.</summary>
    [CascadingParameter]
    public ReaderZone Zone { get; set; } = ReaderZone.Utc;

    private string Difference => "/permissions/difference" + new QueryWriter().Add("identity", Identity.Id.Value).Add("from", AsOf.At);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // The page is rendered again whenever something changes: what the reader is typing stays.
        if (_shown != AsOf)
        {
            _shown = AsOf;
            _at = AsOf.At?.UtcDateTime;
        }
    }

    private string AddressAt(DateTimeOffset? at) => AsOf.Address(navigation, at);

    // In UTC like the field above; hovering says the reader's own time too.
    private MarkupString Utc(DateTimeOffset? at) => Show.Time(at, ReaderZone.Utc, clock.GetUtcNow(), TimeForm.Minute);

    private void Choose() => navigation.NavigateTo(AddressAt(_at is { } at ? new DateTimeOffset(at, TimeSpan.Zero) : null));
}
