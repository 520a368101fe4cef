using Microsoft.AspNetCore.Components;
using Portal.Data.Reviews.Population;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>What was read of each source, when, and whether that may be everything.</summary>
public sealed partial class SourceReadingList
{
    /// <summary>The sources.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<CollectedSource> Sources { get; set; } = [];

    /// <summary>Whose word there is for some of them.</summary>
    [Parameter]
    public IReadOnlyList<SignedException> Exceptions { get; set; } = [];

    /// <summary>Whether the reader may sign for one.</summary>
    [Parameter]
    public bool CanSign { get; set; }

    /// <summary>Told which one the reader wants to sign for.</summary>
    [Parameter]
    public EventCallback<CollectedSource> OnSign { get; set; }

    private bool IsExcepted(CollectedSource source) => Exceptions.Any(e => e.Exception.Covers(source));

    private static string Counted(IEnumerable<CollectedCount> counts) =>
        string.Join(", ", counts.Select(c => Words.Count(c.Count, Words.Spaced(c.Type), c.Type.EndsWith('y') ? Words.Spaced(c.Type)[..^1] + "ies" : null)));
}
