using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People.Provisioning;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>What is wrong with stages as they were asked for, under <c>stages</c>.</summary>
internal static class StageProblems
{
    private static readonly ReviewItemState[] Outcomes =
        [ReviewItemState.Attested, ReviewItemState.Revoked, ReviewItemState.Reduced, ReviewItemState.Abstained];

    /// <summary>Roles that are given, and whose holders may answer.</summary>
    public static IReadOnlyList<Role> Roles { get; } = [Role.SecurityEngineer, Role.Administrator, Role.Approver];

    /// <summary>Adds what is wrong to <paramref name="problems"/>.</summary>
    public static async Task FindAsync(
        GovernanceDb db, IReadOnlyList<ReviewStage> stages, Dictionary<string, string[]> problems, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        if (stages.Count > ReviewStage.MostStages)
        {
            found.Add($"A campaign has at most {ReviewStage.MostStages} stages.");
        }
        for (var i = 0; i < Math.Min(stages.Count, ReviewStage.MostStages); i++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"Stage {i + 1}: ");
            var isLast = i == stages.Count - 1;
            found.AddRange(Of(stages[i], isLast).Select(p => place + p));
            foreach (var rule in stages[i].Fallback.Prepend(stages[i].Rule).Take(ReviewStage.MostFallbacks + 1))
            {
                if (await OfAsync(db, rule, cancellationToken) is { } problem)
                {
                    found.Add(place + problem);
                }
            }
        }
        if (found.Count > 0)
        {
            problems["stages"] = [.. found];
        }
    }

    private static IEnumerable<string> Of(ReviewStage stage, bool isLast)
    {
        if (stage.Name.Trim().Length is 0 or > ReviewStage.NameLength)
        {
            yield return $"Give it a name of 1 to {ReviewStage.NameLength} characters.";
        }
        if (stage.Asked is < 1 or > ReviewStage.MostAsked)
        {
            yield return $"Ask 1 to {ReviewStage.MostAsked} people about each item.";
        }
        if (stage.Quorum < 1 || stage.Quorum > stage.Asked)
        {
            yield return "The quorum is at least 1 and at most how many are asked.";
        }
        if (stage.Fallback.Count is 0 or > ReviewStage.MostFallbacks)
        {
            yield return $"Say who is asked when its reviewers cannot be: 1 to {ReviewStage.MostFallbacks} rules.";
        }
        if (!Enum.IsDefined(stage.Strategy))
        {
            yield return "Say how votes count.";
        }
        if (!isLast && (stage.Advances.Count == 0 || stage.Advances.Except(Outcomes).Any()))
        {
            yield return "Say which outcomes go on to the next stage: attested, revoked, reduced or abstained. Without one the next stage is never reached.";
        }
    }

    private static async Task<string?> OfAsync(GovernanceDb db, ReviewerRule rule, CancellationToken cancellationToken)
    {
        switch (rule.Kind)
        {
            case ReviewerRuleKind.People when rule.People.Count is 0 or > ReviewerRule.MostPeople:
                return $"Name 1 to {ReviewerRule.MostPeople} people.";
            case ReviewerRuleKind.People:
                var people = rule.People.Distinct().ToList();
                return await db.Set<People.Person>().CountAsync(p => people.Contains(p.Id) && p.IsActive, cancellationToken) == people.Count
                    ? null
                    : "Name people who are here: one of them is not known, or left.";
            case ReviewerRuleKind.Group:
                return rule.Group is { } group && await db.DirectoryGroups.AnyAsync(g => g.Id == group, cancellationToken) ? null : "There is no such group.";
            case ReviewerRuleKind.RoleHolders:
                return rule.Role is { } role && Roles.Contains(role) ? null : $"Name a role that is given and may answer: {string.Join(", ", Roles)}.";
            default:
                return Enum.IsDefined(rule.Kind) ? null : "Say by what its reviewers are found.";
        }
    }
}
