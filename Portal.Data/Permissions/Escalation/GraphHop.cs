using Portal.Data.Platforms;

namespace Portal.Data.Permissions.Escalation;

/// <summary>One step of a path through the map, sets left out.</summary>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it reaches.</param>
/// <param name="Step">What is done.</param>
/// <param name="Conditions">What must hold besides, the step's own and the target's.</param>
internal sealed record GraphHop(int From, int To, EscalationStep Step, IReadOnlyList<string> Conditions);
