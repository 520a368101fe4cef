using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.Remediations;

/// <summary>Plans what a revoke or reduce comes to, in the transaction that decides it.</summary>
/// <param name="plans">Plan it.</param>
/// <param name="requests">Know where the portal may carry it out.</param>
public sealed class RevokeItems(RemediationPlans plans, CarryRequests requests)
{
    /// <summary>Plans it.</summary>
    internal async Task<Remediation> PlanAsync(CommandScope scope, Campaign campaign, ReviewItem item, CancellationToken cancellationToken)
    {
        var remediation = await scope.Db.Remediations.SingleOrDefaultAsync(r => r.ItemId == item.Id, cancellationToken);
        if (remediation is null)
        {
            var source = await scope.Db.Identities.Where(i => i.Id == item.IdentityId).Select(i => i.SourceId).SingleAsync(cancellationToken);
            remediation = new()
            {
                CampaignId = item.CampaignId,
                ItemId = item.Id,
                SourceId = source,
                IdentityId = item.IdentityId,
                Principal = item.Shown.NativeId,
                Entitlement = item.Shown.Entitlement,
                Documents = item.Shown.Documents,
                Remedy = Remedy.Remove,
                PlannedAt = scope.Now,
                ChangedAt = scope.Now,
            };
            scope.Db.Remediations.Add(remediation);
        }
        await plans.PlanAsync(scope.Db, campaign, item, remediation, scope.Now, cancellationToken);
        scope.Record("remediation.plan", remediation.AsSubject(), after: RecordedRemediation.Of(remediation));
        scope.Announce(Topic.Remediations);
        return remediation;
    }

    /// <summary>Plans it, and asks for it to be carried out where the portal may do that without a second person; else it waits for somebody to ask.</summary>
    internal async Task RevokeAsync(CommandScope scope, Campaign campaign, ReviewItem item, CancellationToken cancellationToken)
    {
        var remediation = await PlanAsync(scope, campaign, item, cancellationToken);
        var carrier = await requests.CarrierOfAsync(scope, remediation, cancellationToken);
        var before = remediation.State;
        if (carrier == Carrier.Portal && remediation.Apply(carrier, by: null, scope.Now) == RemediationMoved.Done)
        {
            scope.Record("remediation.apply", remediation.AsSubject(), new { State = before }, RecordedRemediation.Of(remediation));
            await CarryRequests.RequestAsync(scope, remediation, cancellationToken);
        }
    }
}
