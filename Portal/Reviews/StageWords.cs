using Portal.Data.Access;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>Stages in words.</summary>
internal static class StageWords
{
    /// <summary>Roles that a stage may ask.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.SecurityEngineer, Role.Administrator, Role.Approver];

    /// <summary>Rules that need nothing else said, as a fallback's links.</summary>
    public static IReadOnlyList<ReviewerRuleKind> Simple { get; } =
        [ReviewerRuleKind.Owner, ReviewerRuleKind.Sponsor, ReviewerRuleKind.ManagerChain, ReviewerRuleKind.ResourceOwner, ReviewerRuleKind.CampaignOwner];

    /// <summary>Outcomes that may go on to the next stage.</summary>
    public static IReadOnlyList<(ReviewItemState State, string Word)> Outcomes { get; } =
    [
        (ReviewItemState.Attested, "kept"), (ReviewItemState.Revoked, "revoked"), (ReviewItemState.Reduced, "to be reduced"), (ReviewItemState.Abstained, "no opinion"),
    ];

    /// <summary>Whom a rule asks.</summary>
    public static string Word(ReviewerRuleKind kind) => kind switch
    {
        ReviewerRuleKind.Owner => "the agent's owner",
        ReviewerRuleKind.Sponsor => "the agent's sponsor",
        ReviewerRuleKind.ManagerChain => "the managers above the owner",
        ReviewerRuleKind.ResourceOwner => "the owner of the resource, where tags name one",
        ReviewerRuleKind.People => "people by name",
        ReviewerRuleKind.Group => "members of a group",
        ReviewerRuleKind.RoleHolders => "whoever holds a role",
        ReviewerRuleKind.CampaignOwner => "who is responsible for the review",
    };

    /// <summary>Whom a rule asks, with the names that it says.</summary>
    public static string Whom(ReviewerRule rule, StageNames names) => rule.Kind switch
    {
        ReviewerRuleKind.People => string.Join(", ", rule.People.Select(id => names.People.TryGetValue(id, out var person) ? Visible.Spell(person.Name) : "somebody unknown")),
        ReviewerRuleKind.Group => $"members of {(rule.Group is { } id && names.Groups.TryGetValue(id, out var name) ? Visible.Spell(name) : "a group that is not there")}",
        ReviewerRuleKind.RoleHolders => $"whoever holds the role {rule.Role?.Say().ToLowerInvariant()}",
        _ => Word(rule.Kind),
    };

    /// <summary>How votes come to an outcome.</summary>
    public static string Word(VoteStrategy strategy) => strategy switch
    {
        VoteStrategy.AnyAcceptAccepts => "one yes keeps it",
        VoteStrategy.AllMustAccept => "all have to say yes",
        VoteStrategy.AnyRevokeRevokes => "one no revokes it",
        VoteStrategy.AcceptedUnlessDenied => "a yes holds unless somebody says no",
    };

    /// <summary>How a stage decides, in a sentence's part.</summary>
    public static string Decides(ReviewStage stage) =>
        stage.Asked == 1 ? "one person decides" : $"up to {Words.Number(stage.Asked)} are asked, {Word(stage.Strategy)}, and a yes needs {Words.Count(stage.Quorum, "vote")}";

    /// <summary>Which outcomes go on.</summary>
    public static string GoesOn(ReviewStage stage) => string.Join(", ", Outcomes.Where(o => stage.Advances.Contains(o.State)).Select(o => o.Word));

    /// <summary>What somebody said, as a chip.</summary>
    public static string Said(DecisionKind? kind) => kind switch
    {
        DecisionKind.Attest => "keeps it",
        DecisionKind.Revoke => "revokes it",
        DecisionKind.Reduce => "wants it reduced",
        DecisionKind.Abstain => "has no opinion",
        DecisionKind.NotMine or null => "did not answer yet",
    };
}
