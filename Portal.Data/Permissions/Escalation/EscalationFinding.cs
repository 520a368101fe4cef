namespace Portal.Data.Permissions.Escalation;

/// <summary>A primitive that an identity can use, with everyone that it leads to.</summary>
/// <param name="Primitive">The primitive's published id.</param>
/// <param name="Name">What it does, as a sentence about the identity without its full stop.</param>
/// <param name="Actions">The actions that it takes.</param>
/// <param name="GrantedBy">The statements that allow them.</param>
/// <param name="Conditions">What must hold for the surest target; empty when it surely works.</param>
/// <param name="Targets">Who it leads to, surest first, at most <see cref="MostTargets"/>; itself for content that it gains.</param>
/// <param name="TargetCount">How many there are in all.</param>
public sealed record EscalationFinding(
    string Primitive,
    string Name,
    IReadOnlyList<string> Actions,
    IReadOnlyList<string> GrantedBy,
    IReadOnlyList<string> Conditions,
    IReadOnlyList<EscalationParty> Targets,
    int TargetCount)
{
    /// <summary>How many targets are given out at most.</summary>
    public const int MostTargets = 20;
}
