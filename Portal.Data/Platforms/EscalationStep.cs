namespace Portal.Data.Platforms;

/// <summary>How one identity gains more: a published primitive that its computed permissions allow.</summary>
/// <param name="Primitive">The primitive's published id, for example <c>lambda-001</c>.</param>
/// <param name="Name">What it does, as a sentence about the caller without its full stop: <c>Assumes a role</c>.</param>
/// <param name="Actions">The actions that it takes, all of them.</param>
/// <param name="Service">The service that acts with the role, or null.</param>
/// <param name="GrantedBy">The statements that allow them, one an action, as <c>iam:PassRole: Deploy › PassAny</c>.</param>
/// <param name="Conditions">What must hold besides; empty when it surely works.</param>
public sealed record EscalationStep(
    string Primitive,
    string Name,
    IReadOnlyList<string> Actions,
    string? Service,
    IReadOnlyList<string> GrantedBy,
    IReadOnlyList<string> Conditions)
{
    /// <summary>The primitive of those who hold every right already: what remains of a step to the administrator's node.</summary>
    public const string HoldsEverything = "administrator";
}
