using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Frequencies;

/// <summary>Risk analyses against what the record says that they are.</summary>
internal sealed class FrequencyRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "frequencyAnalysis";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("risk analysis", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var analysis in db.FrequencyAnalyses.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(analysis.Id.Value, RecordFrequencyAnalysis.Recorded(analysis));
        }
        recorded.FindMissing();
        return rows;
    }
}
