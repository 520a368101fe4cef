using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Records;

/// <summary>Campaigns against what the record says that they are.</summary>
internal sealed class CampaignRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "campaign";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("campaign", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var campaign in db.Campaigns.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(campaign.Id.Value, RecordedCampaign.Of(campaign));
        }
        recorded.FindMissing();
        return rows;
    }
}
