using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Rules that open micro-reviews against what the record says that they are, and whether all that set them off is still there.</summary>
internal sealed class MicroReviewRuleRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "microReviewRule";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("micro-review rule", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        // What is gone has nothing after it, so that no state tells of it.
        var gone = db.AuditEntries.AsNoTracking().Where(e => e.SubjectKind == SubjectKind && e.Action == DeleteMicroReviewRule.Name && e.Outcome == AuditOutcome.Done);
        await foreach (var entry in gone.Select(e => new { e.Sequence, e.SubjectId }).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            recorded.TakeOut(Guid.Parse(entry.SubjectId), entry.Sequence);
        }
        var occasions = await db.MicroReviewOccasions.GroupBy(o => o.RuleId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var rows = 0L;
        await foreach (var rule in db.MicroReviewRules.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(rule.Id.Value, RecordedMicroReviewRule.Of(rule));
            if (occasions.GetValueOrDefault(rule.Id) != rule.Occasions)
            {
                found(new(null, $"What set the micro-review rule {rule.Id.Value} off is not all there, or more than there was"));
            }
        }
        recorded.FindMissing();
        return rows;
    }
}
