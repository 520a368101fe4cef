using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.People.Records;

/// <summary>API tokens against what the record says that they are.</summary>
internal sealed class TokenRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "token";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("API token", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var token in db.ApiTokens.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(token.Id.Value, RecordedToken.Of(token));
        }
        recorded.FindMissing();
        return rows;
    }
}
