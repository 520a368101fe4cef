using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Shared;

/// <summary>An instant in the reader's zone, with UTC on hover. In a list's rows use <see cref="Show.Time"/>, which needs no component.</summary>
/// <param name="clock">The time.</param>
public sealed class Time(TimeProvider clock) : ComponentBase
{
    /// <summary>The reader's zone.</summary>
    [CascadingParameter]
    public ReaderZone? Zone { get; set; }

    /// <summary>When; null writes <see cref="Otherwise"/>.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset? At { get; set; }

    /// <summary>How.</summary>
    [Parameter]
    public TimeForm Form { get; set; } = TimeForm.Relative;

    /// <summary>What stands there without an instant.</summary>
    [Parameter]
    public string Otherwise { get; set; } = "unknown";

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) =>
        builder.AddContent(0, Show.Time(At, Zone ?? ReaderZone.Utc, clock.GetUtcNow(), Form, Otherwise));
}
