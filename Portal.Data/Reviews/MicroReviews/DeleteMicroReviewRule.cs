using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Removes a rule, and what waits for its next review. Reviews that it opened go on, and still say why they were opened.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class DeleteMicroReviewRule(CommandRunner commands)
{
    /// <summary>The act.</summary>
    internal const string Name = "microReviewRule.delete";

    /// <summary>Removes it.</summary>
    /// <returns>False when there is no such rule.</returns>
    public Task<bool> RunAsync(MicroReviewRuleId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        Name,
        by,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            await scope.Db.LockAsync(SaveMicroReviewRule.LockOf(id), token);
            if (await scope.Db.MicroReviewRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return false;
            }
            await scope.Db.MicroReviewOccasions.Where(o => o.RuleId == id && o.CampaignId == null).ExecuteDeleteAsync(token);
            scope.Db.MicroReviewRules.Remove(rule);
            scope.Record(Name, RecordedMicroReviewRule.SubjectOf(rule), before: RecordedMicroReviewRule.Of(rule));
            scope.Announce(Topic.Reviews);
            return true;
        },
        cancellationToken);
}
