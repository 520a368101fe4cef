using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Absences;

/// <summary>Absences against what the record says that they are.</summary>
internal sealed class AbsenceRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "absence";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("absence", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var absence in db.Absences.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(absence.Id.Value, RecordedAbsence.Of(absence));
        }
        recorded.FindMissing();
        return rows;
    }
}
