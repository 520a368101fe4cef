using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Notices.Records;

/// <summary>Rules about notices against what the record says that they are.</summary>
internal sealed class NoticeRuleRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "noticeRule";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("notice rule", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        // What is gone has nothing after it, so that no state tells of it.
        var gone = db.AuditEntries.AsNoTracking().Where(e => e.SubjectKind == SubjectKind && e.Action == DeleteNoticeRule.Name && e.Outcome == AuditOutcome.Done);
        await foreach (var entry in gone.Select(e => new { e.Sequence, e.SubjectId }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            recorded.TakeOut(Guid.Parse(entry.SubjectId), entry.Sequence);
        }
        var rows = 0L;
        await foreach (var rule in db.NoticeRules.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(rule.Id.Value, RecordedRule.Of(rule));
        }
        recorded.FindMissing();
        return rows;
    }
}
