using Portal.Data.Access;
using Portal.Data.People.Provisioning;

namespace Portal.Data.Reviews.Stages;

/// <summary>Whom a stage asks.</summary>
/// <param name="Kind">By what they are found.</param>
public sealed record ReviewerRule(ReviewerRuleKind Kind)
{
    /// <summary>The most people by name.</summary>
    public const int MostPeople = 20;

    /// <summary>The people, for <see cref="ReviewerRuleKind.People"/> alone.</summary>
    public IReadOnlyList<PersonId> People { get; init; } = [];

    /// <summary>The group, for <see cref="ReviewerRuleKind.Group"/> alone.</summary>
    public DirectoryGroupId? Group { get; init; }

    /// <summary>The role, for <see cref="ReviewerRuleKind.RoleHolders"/> alone: one that is given, not one that follows from what people own.</summary>
    public Role? Role { get; init; }

    /// <summary>Whom a stage asks when it does not say: sponsor, managers, who answers for the campaign.</summary>
    public static IReadOnlyList<ReviewerRule> UsualFallback { get; } =
        [new(ReviewerRuleKind.Sponsor), new(ReviewerRuleKind.ManagerChain), new(ReviewerRuleKind.CampaignOwner)];
}
