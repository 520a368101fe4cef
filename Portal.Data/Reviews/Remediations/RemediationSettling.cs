using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Closes a campaign when its last revoke is settled, in the transaction that settled it.</summary>
internal static class RemediationSettling
{
    /// <summary>Revokes that are not verified, rolled back or accepted as a risk at <paramref name="now"/>.</summary>
    public static IQueryable<Remediation> Unsettled(this IQueryable<Remediation> remediations, DateTimeOffset now) => remediations.Where(
        r => r.IsGivingBack
            || (r.State != RemediationState.Verified
                && r.State != RemediationState.RolledBack
                && !(r.State == RemediationState.RiskAccepted && r.RiskAcceptedUntil > now)));

    /// <summary>Counts the campaign's revokes that are not settled at <paramref name="now"/>, as the database has them.</summary>
    public static Task<int> CountUnsettledAsync(
        this IQueryable<Remediation> remediations, CampaignId campaign, DateTimeOffset now, CancellationToken cancellationToken) =>
        remediations.Unsettled(now).CountAsync(r => r.CampaignId == campaign, cancellationToken);

    /// <summary>Closes the campaign when nothing is left. Call after the remediation changed.</summary>
    public static async Task SettleAsync(this CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        // The count is the database's: what the command changed has to be there first.
        await scope.Db.SaveChangesAsync(cancellationToken);
        var unsettled = await scope.Db.Remediations.CountUnsettledAsync(campaign.Id, scope.Now, cancellationToken);
        var before = campaign.State;
        if (campaign.Settle(unsettled, scope.Now))
        {
            scope.Record("campaign.settle", campaign.AsSubject(), new { State = before }, RecordedCampaign.Of(campaign));
            scope.Announce(Topic.Reviews);
        }
    }
}
