using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Remediations against what the record says that they are.</summary>
internal sealed class RemediationRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "remediation";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new Recorded<RecordedRemediation>();
        foreach (var (sequence, id, state) in Recorded<RecordedRemediation>.Read(states, "changedAt"))
        {
            recorded.Set(id, sequence, state);
        }
        var rows = 0L;
        await foreach (var remediation in db.Remediations.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            if (recorded.Take(remediation.Id.Value) is not { } known)
            {
                found(new(null, $"No entry tells of the remediation {remediation.Id.Value}"));
            }
            else if (RecordedRemediation.Of(remediation) != known.State)
            {
                found(new(known.Sequence, $"the remediation that it tells of, {remediation.Id.Value}, was changed by something else than the portal"));
            }
        }
        recorded.FindMissing("remediation", found);
        return rows;
    }
}
