namespace Portal.Permissions.Graphs;

/// <summary>A step from one node of a graph to another.</summary>
/// <param name="From">Index of the node that takes it.</param>
/// <param name="To">Index of the node that it leads to.</param>
/// <param name="Label">A word or two to write at it; empty when it needs none.</param>
/// <param name="Meaning">What the step is, as words that follow the name of who takes it.</param>
/// <param name="Conditions">What must hold besides; empty when it surely works.</param>
public sealed record PathEdge(int From, int To, string Label, string Meaning, IReadOnlyList<string> Conditions);
