using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Schedules;

/// <summary>Templates against what the record says that they are.</summary>
internal sealed class TemplateRows : IRecordedRows
{
    /// <inheritdoc/>
    public string SubjectKind => "campaignTemplate";

    /// <inheritdoc/>
    public async Task<long> CompareAsync(
        GovernanceDb db, IReadOnlyList<RecordedState> states, bool isWhole, Action<Finding> found, CancellationToken cancellationToken)
    {
        var recorded = new RecordedMembers("campaign template", isWhole, found);
        foreach (var state in states)
        {
            recorded.Take(state);
        }
        var rows = 0L;
        await foreach (var template in db.CampaignTemplates.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            rows++;
            recorded.Compare(template.Id.Value, RecordedTemplate.Of(template));
        }
        recorded.FindMissing();
        return rows;
    }
}
