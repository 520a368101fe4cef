using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Shared;

/// <summary>
/// Text that somebody else wrote: names, policies, user agents, reasons. Shown as data, apart from its neighbours, with the characters that
/// would hide or reorder text made visible. In a list's rows use <see cref="Show.Outside"/>.
/// </summary>
public sealed class OutsideText : ComponentBase
{
    /// <summary>The text.</summary>
    [Parameter, EditorRequired]
    public string? Value { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(0, Show.Outside(Value));
}
