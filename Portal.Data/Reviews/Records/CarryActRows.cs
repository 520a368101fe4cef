using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Acts of the portal on platforms against what the record says of them.</summary>
internal sealed class CarryActRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "carryAct";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("act on a platform", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var row in db.CarryActs.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(row.Id.Value, RecordedCarryAct.Of(row));
        }
        recorded.FindMissing();
        return rows;
    }
}
