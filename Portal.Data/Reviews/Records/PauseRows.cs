using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Pauses of items against what the record says of them.</summary>
internal sealed class PauseRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "reviewPause";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("pause", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var row in db.ItemPauses.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(row.Id.Value, RecordedPause.Of(row));
        }
        recorded.FindMissing();
        return rows;
    }
}
