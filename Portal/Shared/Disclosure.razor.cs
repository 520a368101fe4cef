using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>A line that opens. What is behind it is rendered, and kept by the circuit, only once it was opened.</summary>
public sealed partial class Disclosure
{
    private bool _wasOpened;

    /// <summary>The line in words; not shown when there is <see cref="Head"/>.</summary>
    [Parameter]
    public string Title { get; set; } = string.Empty;

    /// <summary>The line, when it is more than words.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    /// <summary>Whether it is open from the start.</summary>
    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>What is behind it.</summary>
    [Parameter, EditorRequired]
    public RenderFragment? ChildContent { get; set; }

    // The browser tells of every change, also of its own at the start: the first one opens, or it was open anyway.
    private void Opened() => _wasOpened = true;
}
