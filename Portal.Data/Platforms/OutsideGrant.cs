namespace Portal.Data.Platforms;

/// <summary>What one statement of a policy on a resource gives to one outsider.</summary>
/// <param name="Kind">Whom it lets in.</param>
/// <param name="Principal">The outsider as the policy names it; <c>*</c> is everyone.</param>
/// <param name="Container">The outsider's account, when it has one.</param>
/// <param name="Actions">The actions as the policy writes them.</param>
/// <param name="Access">The most dangerous kind of power among them.</param>
/// <param name="Conditions">What must hold besides.</param>
/// <param name="Statement">The statement's Sid, or <c>statement 2</c>.</param>
/// <param name="Place">Where it stands.</param>
public sealed record OutsideGrant(
    OutsideKind Kind,
    string Principal,
    string? Container,
    IReadOnlyList<string> Actions,
    AccessLevel Access,
    IReadOnlyList<PermissionCondition> Conditions,
    string Statement,
    StatementPlace Place);
