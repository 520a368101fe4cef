using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Notices.Delivery;

namespace Portal.Data.Notices;

/// <summary>Posts again what could not be posted: what waits is due at once, and what was given up lately is tried once more.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class RetryNoticeRule(CommandRunner commands)
{
    /// <summary>Has it tried again.</summary>
    public Task<NoticeRuleOutcome> RunAsync(NoticeRuleId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "noticeRule.retry",
        by,
        Right.ManageNoticeRules,
        async (scope, token) =>
        {
            if (await scope.Db.NoticeRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return NoticeRuleOutcome.NotFound;
            }
            if (rule.Channel == NoticeChannel.None)
            {
                return NoticeRuleOutcome.NoChannel;
            }
            var (was, since) = (new { rule.Failures, rule.StoppedAt, rule.Problem }, scope.Now - NoticeOutbox.Patience);
            rule.StartAgain();
            var again = await scope.Db.NoticeDeliveries
                .Where(d => d.RuleId == id && (d.State == NoticeDeliveryState.Waiting || (d.State == NoticeDeliveryState.GivenUp && d.CreatedAt > since)))
                .ExecuteUpdateAsync(
                    update => update
                        .SetProperty(d => d.State, NoticeDeliveryState.Waiting)
                        .SetProperty(d => d.SettledAt, (DateTimeOffset?)null)
                        .SetProperty(d => d.NextAttemptAt, scope.Now),
                    token);
            scope.Record("noticeRule.retry", rule.AsSubject(), was, after: new { Messages = again });
            scope.Announce(Topic.Notices);
            return NoticeRuleOutcome.Done;
        },
        cancellationToken);
}
