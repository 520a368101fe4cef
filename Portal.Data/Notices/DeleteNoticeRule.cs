using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Notices.Records;

namespace Portal.Data.Notices;

/// <summary>Removes a rule, with the notices that it raised and what it posted. The changes themselves stay, and so does the record of both.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class DeleteNoticeRule(CommandRunner commands)
{
    /// <summary>The act.</summary>
    internal const string Name = "noticeRule.delete";

    /// <summary>Removes it.</summary>
    public Task<NoticeRuleOutcome> RunAsync(NoticeRuleId id, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        Name,
        by,
        Right.ManageNoticeRules,
        async (scope, token) =>
        {
            if (await scope.Db.NoticeRules.SingleOrDefaultAsync(r => r.Id == id, token) is not { } rule)
            {
                return NoticeRuleOutcome.NotFound;
            }
            scope.Db.NoticeRules.Remove(rule);
            scope.Record(Name, rule.AsSubject(), before: RecordedRule.Of(rule));
            scope.Announce(Topic.Notices);
            return NoticeRuleOutcome.Done;
        },
        cancellationToken);
}
