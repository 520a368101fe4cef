namespace Portal.Data.Platforms;

/// <summary>What one entitlement alone adds.</summary>
/// <param name="Entitlement">Which entitlement.</param>
/// <param name="Lost">The effective permissions that would be gone without it; empty when it adds nothing of its own.</param>
/// <param name="Summary">Plain sentences for a reader who is no expert, riskiest first.</param>
/// <param name="NotModelled">What could not be said, and why.</param>
public sealed record Contribution(
    EntitlementRef Entitlement,
    IReadOnlyList<EffectivePermission> Lost,
    IReadOnlyList<string> Summary,
    IReadOnlyList<string> NotModelled)
{
    /// <summary>The same for each of its statements that allow, in their order.</summary>
    public IReadOnlyList<StatementContribution> Statements { get; init; } = [];

    /// <summary>Every action that it allows after all limits, whether others allow it as well or not.</summary>
    public IReadOnlyList<string> Actions { get; init; } = [];
}
