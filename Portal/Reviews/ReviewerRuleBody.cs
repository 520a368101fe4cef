using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews.Stages;

namespace Portal.Reviews;

/// <summary>Whom a stage asks, as programs say it.</summary>
/// <param name="Kind">By what they are found.</param>
/// <param name="People">The people, for <c>people</c>.</param>
/// <param name="Group">The group, for <c>group</c>.</param>
/// <param name="Role">The role, for <c>roleHolders</c>.</param>
internal sealed record ReviewerRuleBody(ReviewerRuleKind? Kind, IReadOnlyList<Guid>? People, Guid? Group, Role? Role)
{
    /// <summary>The rule.</summary>
    public ReviewerRule ToRule() => new(Kind ?? ReviewerRuleKind.Owner)
    {
        People = [.. (People ?? []).Select(id => new PersonId(id))],
        Group = Group is { } group ? new DirectoryGroupId(group) : null,
        Role = Role,
    };
}
