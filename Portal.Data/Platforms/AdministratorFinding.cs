namespace Portal.Data.Platforms;

/// <summary>That an identity is as powerful as an administrator, and why.</summary>
/// <param name="Kind">In which sense.</param>
/// <param name="Reason">One plain sentence.</param>
/// <param name="Actions">The actions by which it can give rights; empty when everything is allowed anyway.</param>
/// <param name="TakenAway">How many known actions are not left to it on every resource without a condition.</param>
public sealed record AdministratorFinding(AdministratorKind Kind, string Reason, IReadOnlyList<string> Actions, int TakenAway);
