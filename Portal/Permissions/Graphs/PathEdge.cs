namespace Portal.Permissions.Graphs;

/// <summary>A step from one node of a graph to another.</summary>
/// <param name="From">Index of the node that takes it.</param>
/// <param name="To">Index of the node that it leads to.</param>
/// <param name="Label">What the step is, in few words that follow the name of who takes it.</param>
/// <param name="Meaning">The same in full.</param>
/// <param name="Conditions">What must hold besides; empty when it surely works.</param>
public sealed record PathEdge(int From, int To, string Label, string Meaning, IReadOnlyList<string> Conditions)
{
    /// <summary>The published number of the way, for those who look it up; null where there is none.</summary>
    public string? Number { get; init; }

    /// <summary>Label and number.</summary>
    public string Title => Number is null ? Label : $"{Label} ({Number})";
}
