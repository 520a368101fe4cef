using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Portal.Shared;

/// <summary>One row of a <see cref="Listing{TRow}"/>: rendered again only when its record has changed.</summary>
/// <typeparam name="TRow">A record.</typeparam>
public sealed class ListingRow<TRow> : ComponentBase
{
    private TRow? _shown;
    private string? _shownClass;
    private bool _wasShown;

    /// <summary>The record.</summary>
    [Parameter, EditorRequired]
    public TRow Row { get; set; } = default!;

    /// <summary>The cells.</summary>
    [Parameter, EditorRequired]
    public RenderFragment<TRow> Template { get; set; } = default!;

    /// <summary>A CSS class, or null.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <inheritdoc/>
    protected override bool ShouldRender()
    {
        if (_wasShown && EqualityComparer<TRow>.Default.Equals(_shown, Row) && _shownClass == Class)
        {
            return false;
        }
        return true;
    }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        _shown = Row;
        _shownClass = Class;
        _wasShown = true;
        builder.OpenElement(0, "tr");
        builder.AddAttribute(1, "class", Class);
        builder.AddContent(2, Template(Row));
        builder.CloseElement();
    }
}
