using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Stops against what the record says of them.</summary>
internal sealed class BrakeRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "carryBrake";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("brake", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var row in db.CarryBrakes.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(row.Id.Value, RecordedBrake.Of(row));
        }
        recorded.FindMissing();
        return rows;
    }
}
