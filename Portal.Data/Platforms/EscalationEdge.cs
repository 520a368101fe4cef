using System.Runtime.InteropServices;

namespace Portal.Data.Platforms;

/// <summary>A way from one node to another.</summary>
/// <param name="From">The node that it leaves.</param>
/// <param name="To">The node that it reaches.</param>
/// <param name="Step">Which step of the map; out of a set, it only adds what else must hold for this member, or is <see cref="NoStep"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EscalationEdge(int From, int To, int Step)
{
    /// <summary>Nothing more is needed for a member of a set than for the set.</summary>
    public const int NoStep = -1;
}
