using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews.Drafts;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>Takes answers within a command, and does what follows from them: certificates, planned removals, mail to those who are asked instead.</summary>
/// <param name="plans">Plans what a revoke comes to.</param>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class AnswerTaker(RemediationPlans plans, ReviewNotices notices)
{
    /// <summary>Takes answers to a campaign whose turn the command has taken. Each item stands alone: one that is refused keeps none of the others back.</summary>
    /// <returns>What became of each, in the order of <paramref name="answers"/>.</returns>
    internal async Task<IReadOnlyList<ItemDecided>> TakeAsync(
        CommandScope scope, AnswerBasis basis, IReadOnlyList<Answer> answers, DecisionChannel channel, CancellationToken cancellationToken)
    {
        var round = new AnswerRound(scope, basis, channel);
        var decided = new List<ItemDecided>(answers.Count);
        foreach (var answer in answers)
        {
            decided.Add(await round.DecideAsync(answer, cancellationToken));
        }
        await CertificateIssuer.NoteAsync(scope, basis.Campaign, round.Settled, cancellationToken);
        foreach (var item in round.Revoked)
        {
            await PlanAsync(scope, basis.Campaign, item, cancellationToken);
        }
        await notices.PassOnAsync(scope, basis.Campaign, round.Asked, cancellationToken);
        if (round.Asked.Count > 0)
        {
            await scope.Db.SaveChangesAsync(cancellationToken);
            await scope.Db.DropLostDraftsAsync(basis.Campaign, cancellationToken);
        }
        return decided;
    }

    private async Task PlanAsync(CommandScope scope, Campaign campaign, ReviewItem item, CancellationToken cancellationToken)
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
    }
}
