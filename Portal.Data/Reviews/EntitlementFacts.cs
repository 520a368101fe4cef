using Portal.Data.Inventory;
using Portal.Data.Platforms;

namespace Portal.Data.Reviews;

/// <summary>What a reviewer has to know about one entitlement before answering: what it alone adds, and how bad that can get.</summary>
/// <param name="Contribution">What it adds, in plain sentences, riskiest first; empty when it adds nothing of its own.</param>
/// <param name="NotModelled">What could not be said, and why.</param>
/// <param name="Risk">0..100: the worst single fact, not a sum, so that many harmless things never look dangerous.</param>
/// <param name="RiskReasons">The facts, worst first.</param>
/// <param name="IsPrivileged">True when it gives or takes rights, is unlimited, or is unknown: then attesting needs a reason.</param>
public sealed record EntitlementFacts(
    IReadOnlyList<string> Contribution,
    IReadOnlyList<string> NotModelled,
    int Risk,
    IReadOnlyList<RiskReason> RiskReasons,
    bool IsPrivileged)
{
    private const int PrivilegedFrom = 70;
    private const int ProductionPoints = 10;
    private const int MostRisk = 100;

    /// <summary>The facts that follow from what the engine says.</summary>
    /// <param name="contribution">What the entitlement alone adds.</param>
    /// <param name="environment">Where the agent may act.</param>
    public static EntitlementFacts Of(Contribution contribution, AgentEnvironment environment)
    {
        var reasons = contribution.Lost.Select(FactOf)
            .Append(contribution.NotModelled.Count > 0 ? new("Part of what it allows is unknown", 50) : null)
            .OfType<RiskReason>()
            .GroupBy(r => r.Fact, StringComparer.Ordinal).Select(g => g.MaxBy(r => r.Points)!)
            .OrderByDescending(r => r.Points)
            .ToList();
        var worst = reasons.Count > 0 ? reasons[0].Points : 0;
        if (worst > 0 && environment == AgentEnvironment.Production)
        {
            reasons.Add(new("The agent acts in production", ProductionPoints));
        }
        return new(
            contribution.Summary,
            contribution.NotModelled,
            Math.Min(MostRisk, worst + (worst > 0 && environment == AgentEnvironment.Production ? ProductionPoints : 0)),
            reasons,
            worst >= PrivilegedFrom || (contribution.NotModelled.Count > 0 && contribution.Lost.Count == 0));
    }

    private static RiskReason? FactOf(EffectivePermission permission)
    {
        var everywhere = permission.Resources.Contains("*", StringComparer.Ordinal) && permission.ExceptResources.Count == 0;
        var always = permission.Conditions.Count == 0;
        return permission.Access switch
        {
            AccessLevel.PermissionsManagement => everywhere && always
                ? new("Gives or takes rights on any resource, without a condition", 90)
                : new("Gives or takes rights", 75),
            AccessLevel.Write => everywhere && always
                ? new("Changes or deletes any resource of a service, without a condition", 60)
                : new("Changes or deletes resources", 40),
            AccessLevel.Tagging => new("Changes tags, which conditions may depend on", 30),
            AccessLevel.Read => everywhere
                ? new("Reads any resource of a service", 30)
                : new("Reads resources", 15),
            AccessLevel.List => new("Sees that resources exist", 5),
            AccessLevel.Unknown => new("Includes actions that the catalogue does not know", 50),
        };
    }
}
