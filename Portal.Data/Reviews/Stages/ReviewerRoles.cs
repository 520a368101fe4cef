using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>
/// Who is asked in a review that is not over may answer, also somebody who holds no role and owns nothing: by name or group a stage may
/// ask anybody, and anybody may be asked in place of somebody. They may do no more than whoever owns an agent.
/// </summary>
internal sealed class ReviewerRoles : IImpliedRoles
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Role>> OfAsync(GovernanceDb db, PersonId person, CancellationToken cancellationToken)
    {
        var running = db.Campaigns.Where(c => c.State == CampaignState.Active || c.State == CampaignState.Paused);
        return await db.ReviewVotes.AnyAsync(v => v.ReviewerId == person && running.Any(c => c.Id == v.CampaignId), cancellationToken)
            || await db.ReviewItems.AnyAsync(i => i.ReviewerId == person && running.Any(c => c.Id == i.CampaignId), cancellationToken) ? [Role.Owner] : [];
    }
}
