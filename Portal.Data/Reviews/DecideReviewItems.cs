using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.Reviews.Notices;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>
/// Takes a reviewer's answers to some items of a campaign, in one transaction. Each item stands alone: one that is refused keeps none of the
/// others back.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="plans">Plans what a revoke comes to.</param>
/// <param name="notices">Tells those who are asked instead.</param>
public sealed class DecideReviewItems(CommandRunner commands, RemediationPlans plans, ReviewNotices notices)
{
    /// <summary>The most answers in one call.</summary>
    public const int MostAnswers = 500;

    private const int MostInShort = 10;

    /// <summary>Takes the answers.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="answers">The answers, at most <see cref="MostAnswers"/>, one an item.</param>
    /// <param name="channel">How they arrived.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What became of each, in the order of <paramref name="answers"/>.</returns>
    /// <exception cref="ArgumentException">Too many answers, or two to one item.</exception>
    public async Task<IReadOnlyList<ItemDecided>> RunAsync(
        CampaignId campaignId, IReadOnlyList<Answer> answers, DecisionChannel channel, Caller by, CancellationToken cancellationToken)
    {
        if (answers.Count > MostAnswers || answers.DistinctBy(a => a.Item).Count() != answers.Count)
        {
            throw new ArgumentException($"At most {MostAnswers} answers at once, and one an item.", nameof(answers));
        }
        // Whoever is asked instead is told by mail, and to word one takes its time.
        var isShort = answers.Count <= MostInShort && answers.All(a => a.Kind != DecisionKind.NotMine);
        return await (isShort
            ? commands.RunShortAsync("review.decide", by, Right.Review, DecideAsync, cancellationToken)
            : commands.RunAsync("review.decide", by, Right.Review, DecideAsync, cancellationToken));

        async Task<IReadOnlyList<ItemDecided>> DecideAsync(CommandScope scope, CancellationToken token)
        {
            if (await scope.TakeCampaignAsync(campaignId, token) is not { } campaign)
            {
                return [.. answers.Select(a => new ItemDecided(a.Item, Decided.NotFound))];
            }
            var round = await AnswerRound.ReadAsync(scope, campaign, channel, answers, token);
            var decided = new List<ItemDecided>(answers.Count);
            foreach (var answer in answers)
            {
                decided.Add(await round.DecideAsync(answer, token));
            }
            await CertificateIssuer.NoteAsync(scope, campaign, round.Settled, token);
            foreach (var item in round.Revoked)
            {
                await PlanAsync(scope, campaign, item, token);
            }
            await notices.PassOnAsync(scope, campaign, round.Asked, token);
            return decided;
        }
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
