using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Notices.Delivery;

namespace Portal.Data.Notices;

/// <summary>Posts a message to a rule's channel that says that nothing happened, so that one sees whether it arrives.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class TestNoticeRule(CommandRunner commands)
{
    /// <summary>Queues the message.</summary>
    public Task<NoticeRuleOutcome> RunAsync(NoticeRuleId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "noticeRule.test",
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
            scope.Db.NoticeDeliveries.Add(NoticeDelivery.Test(rule, scope.Now));
            scope.Record("noticeRule.test", rule.AsSubject(), after: new { rule.Channel, rule.Host });
            scope.Announce(Topic.Notices);
            return NoticeRuleOutcome.Done;
        },
        cancellationToken);
}
