using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Permissions;

/// <summary>One step of the way by which an identity can do something.</summary>
/// <param name="IdentityId">Who acts at this step.</param>
/// <param name="Name">Its name.</param>
/// <param name="NativeId">What the platform calls it.</param>
/// <param name="Becomes">The native id of the identity that it becomes; null at the last step, where it does what was asked for.</param>
/// <param name="Decision">Whether it may.</param>
/// <param name="Reason">Why, in one plain sentence.</param>
/// <param name="Through">The entitlements of it that bring the deciding statements: a group, an attached policy, its own.</param>
/// <param name="DecidedBy">The statements that decide.</param>
/// <param name="MissingContext">Condition keys whose values would decide; empty unless conditional.</param>
public sealed record WhoCanStep(
    IdentityId IdentityId,
    string Name,
    string NativeId,
    string? Becomes,
    AccessDecision Decision,
    string Reason,
    IReadOnlyList<EntitlementRef> Through,
    IReadOnlyList<DecidingStatement> DecidedBy,
    IReadOnlyList<string> MissingContext);
