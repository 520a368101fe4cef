namespace Portal.Data.Permissions.Escalation;

/// <summary>A node that can be reached.</summary>
/// <param name="Node">The node.</param>
/// <param name="Cost">How sure and how far, see <see cref="EscalationGraph"/>.</param>
/// <param name="Path">How.</param>
internal sealed record GraphReach(int Node, int Cost, IReadOnlyList<GraphHop> Path);
