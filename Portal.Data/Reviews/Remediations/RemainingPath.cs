using Portal.Data.Platforms;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Another way, come since the decision, by which an identity may still do what was taken from it.</summary>
/// <param name="Entitlement">What gives it.</param>
/// <param name="Actions">A few of the actions; empty when what it allows is unknown.</param>
/// <param name="ActionCount">How many there are.</param>
/// <param name="Resources">A few of the resources.</param>
public sealed record RemainingPath(EntitlementRef Entitlement, IReadOnlyList<string> Actions, int ActionCount, IReadOnlyList<string> Resources);
