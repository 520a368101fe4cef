using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>
/// Picks one of many by typing a part of its name. The text in it is not selected when it gets the focus: on a slow line that happens after
/// somebody has begun to type, and their next key would replace what stands there.
/// </summary>
/// <typeparam name="T">What is picked.</typeparam>
public sealed partial class Picker<T>
    where T : class
{
    private const int MostShown = 12;

    /// <summary>What it is picked for.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>Finds at most so many whose name holds a text, or the first ones for null.</summary>
    [Parameter, EditorRequired]
    public Func<string?, int, CancellationToken, Task<IReadOnlyList<T>>> Find { get; set; } = default!;

    /// <summary>What one is called, also in the field once it is picked.</summary>
    [Parameter, EditorRequired]
    public Func<T, string> Name { get; set; } = default!;

    /// <summary>How one looks in the list.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<T> ChildContent { get; set; } = default!;

    /// <summary>What is said when none fits.</summary>
    [Parameter, EditorRequired]
    public string None { get; set; } = string.Empty;

    /// <summary>Whether none may be picked again.</summary>
    [Parameter]
    public bool IsOptional { get; set; } = true;

    /// <summary>Whether it takes the focus when it appears.</summary>
    [Parameter]
    public bool AutoFocus { get; set; }

    /// <summary>What is picked, or null.</summary>
    [Parameter]
    public T? Value { get; set; }

    /// <summary>Told of another choice.</summary>
    [Parameter]
    public EventCallback<T?> ValueChanged { get; set; }

    private async Task<IEnumerable<T?>> SearchAsync(string? text, CancellationToken cancellationToken) =>
        await Find(string.IsNullOrWhiteSpace(text) ? null : text, MostShown, cancellationToken);
}
