using Microsoft.AspNetCore.Components;
using Portal.Data.People.Sessions;
using Portal.Shared;

namespace Portal.People;

/// <summary>Open sessions of one person, each with a button that ends it.</summary>
public sealed partial class SessionTable
{
    /// <summary>The sessions; null while they are read.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<SessionRow>? Sessions { get; set; }

    /// <summary>What is listed, for screen readers.</summary>
    [Parameter, EditorRequired]
    public string Label { get; set; } = string.Empty;

    /// <summary>The reader's own session, which they leave by signing out.</summary>
    [Parameter, EditorRequired]
    public string? Own { get; set; }

    /// <summary>Ends one.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SessionId> End { get; set; }

    /// <summary>What stands there when there is none.</summary>
    [Parameter, EditorRequired]
    public RenderFragment Empty { get; set; } = default!;

    /// <summary>The reader's zone.</summary>
    [Parameter, EditorRequired]
    public ReaderZone Zone { get; set; } = default!;

    /// <summary>The time.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }
}
