using Microsoft.AspNetCore.Components;
using Portal.Data.Reviews.Population;
using Portal.Data.Reviews.Scopes;

namespace Portal.Reviews;

/// <summary>Where what a campaign covers is known from, what it leaves out, and who signed for what may be missing.</summary>
public sealed partial class PopulationPanel
{
    /// <summary>What was collected, or null before.</summary>
    [Parameter, EditorRequired]
    public PopulationManifest? Manifest { get; set; }

    /// <summary>What it leaves out.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<NamedExclusion> Exclusions { get; set; } = [];

    /// <summary>Whose word there is.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<SignedException> Exceptions { get; set; } = [];

    /// <summary>Whether the reader may sign for a source.</summary>
    [Parameter]
    public bool CanSign { get; set; }

    /// <summary>Told which one the reader wants to sign for.</summary>
    [Parameter]
    public EventCallback<CollectedSource> OnSign { get; set; }
}
