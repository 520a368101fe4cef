using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Makes rules that open micro-reviews, changes them, and switches them on and off.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SaveMicroReviewRule(CommandRunner commands)
{
    private const string AllRules = "micro-review-rules";

    /// <summary>Makes one. It is set off by what becomes known from now on.</summary>
    public Task<MicroReviewRuleSaved> CreateAsync(MicroReviewDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<MicroReviewRuleSaved>(
        "microReviewRule.create",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(AllRules, token);
            var owner = draft.Owner ?? scope.By.Person;
            var problems = await ProblemsAsync(scope.Db, draft, owner, present: null, token);
            if (problems.Count > 0)
            {
                return new(null, problems);
            }
            var rule = new MicroReviewRule
            {
                Name = draft.Name.Trim(),
                Trigger = draft.Trigger,
                Threshold = draft.Threshold,
                Filter = draft.PlainFilter,
                DueDays = draft.DueDays,
                GatherMinutes = draft.GatherMinutes,
                OwnerId = owner!.Value,
                IsActive = draft.IsActive,
                CreatedAt = scope.Now,
                WatchedFrom = scope.Now,
            };
            scope.Db.MicroReviewRules.Add(rule);
            scope.Record("microReviewRule.create", RecordedMicroReviewRule.SubjectOf(rule), after: RecordedMicroReviewRule.Of(rule));
            scope.Announce(Topic.Reviews);
            return new(rule.Id, problems);
        },
        cancellationToken);

    /// <summary>Changes one. What set it off already still gets its review.</summary>
    /// <param name="id">The rule.</param>
    /// <param name="version">Its version when it was read.</param>
    /// <param name="draft">What it is to be.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such rule.</returns>
    public Task<MicroReviewRuleSaved?> UpdateAsync(
        MicroReviewRuleId id, int version, MicroReviewDraft draft, Caller by, CancellationToken cancellationToken) => commands.RunAsync<MicroReviewRuleSaved?>(
        "microReviewRule.update",
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(AllRules, token);
            await scope.Db.LockAsync(LockOf(id), token);
            if (await scope.Db.MicroReviewRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return null;
            }
            var owner = draft.Owner ?? rule.OwnerId;
            var problems = await ProblemsAsync(scope.Db, draft, owner, id, token);
            if (problems.Count > 0 || rule.Version != version)
            {
                return new(null, problems, rule.Version != version);
            }
            var before = RecordedMicroReviewRule.Of(rule);
            if (rule.Trigger != draft.Trigger || rule.Threshold != draft.Threshold || rule.Filter != draft.PlainFilter || (draft.IsActive && !rule.IsActive))
            {
                rule.WatchedFrom = scope.Now;
            }
            (rule.Name, rule.Trigger, rule.Threshold, rule.Filter) = (draft.Name.Trim(), draft.Trigger, draft.Threshold, draft.PlainFilter);
            (rule.DueDays, rule.GatherMinutes, rule.OwnerId, rule.IsActive) = (draft.DueDays, draft.GatherMinutes, owner, draft.IsActive);
            rule.Version++;
            scope.Record("microReviewRule.update", RecordedMicroReviewRule.SubjectOf(rule), before, RecordedMicroReviewRule.Of(rule));
            scope.Announce(Topic.Reviews);
            return new(id, problems);
        },
        cancellationToken);

    /// <summary>The lock under which one rule changes.</summary>
    internal static string LockOf(MicroReviewRuleId id) => $"microReviewRule:{id.Value}";

    private static async Task<Dictionary<string, string[]>> ProblemsAsync(
        GovernanceDb db, MicroReviewDraft draft, PersonId? owner, MicroReviewRuleId? present, CancellationToken cancellationToken)
    {
        var problems = draft.Check();
        var name = draft.Name.Trim();
        if (await db.MicroReviewRules.AnyAsync(r => r.Name == name && r.Id != present, cancellationToken))
        {
            problems["name"] = ["Another rule has this name."];
        }
        else if (present is null && await db.MicroReviewRules.CountAsync(cancellationToken) >= MicroReviewRule.Most)
        {
            problems["name"] = [$"There are {MicroReviewRule.Most} rules already. Remove one that is no longer needed."];
        }
        if (owner is not { } id || !await db.People.AnyAsync(p => p.Id == id && p.IsActive, cancellationToken))
        {
            problems["ownerId"] = ["Name someone active who answers for its reviews."];
        }
        return problems;
    }
}
