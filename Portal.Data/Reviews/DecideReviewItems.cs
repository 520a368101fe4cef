using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Live;
using Portal.Data.People;
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
            var round = new Round(scope, campaign, channel);
            await round.LoadAsync(answers, token);
            ItemDecided[] decided = [.. answers.Select(round.Decide)];
            await CertificateIssuer.NoteAsync(scope, campaign, round.Recorded, token);
            foreach (var item in round.Revoked)
            {
                await PlanAsync(scope, campaign, item, token);
            }
            await notices.PassOnAsync(scope, campaign, round.PassedOn, token);
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

    /// <summary>One call's answers against one campaign.</summary>
    private sealed class Round(CommandScope scope, Campaign campaign, DecisionChannel channel)
    {
        private readonly Dictionary<ReviewItemId, ReviewItem> _items = [];
        private readonly Dictionary<ReviewItemId, HashSet<PersonId>> _declined = [];
        private readonly Dictionary<AgentId, Agent> _agents = [];
        private ReviewerOrder? _order;

        public List<ReviewItem> Revoked { get; } = [];

        public List<ReviewItem> PassedOn { get; } = [];

        public List<ReviewItem> Recorded { get; } = [];

        public async Task LoadAsync(IReadOnlyList<Answer> answers, CancellationToken cancellationToken)
        {
            var ids = answers.Select(a => a.Item).ToList();
            foreach (var item in await scope.Db.ReviewItems.Where(i => i.CampaignId == campaign.Id && ids.Contains(i.Id)).ToListAsync(cancellationToken))
            {
                _items.Add(item.Id, item);
            }
            var passing = answers.Where(a => a.Kind == DecisionKind.NotMine).Select(a => a.Item).ToList();
            if (passing.Count == 0)
            {
                return;
            }
            _order = new(await scope.Db.People.AsNoTracking().ToListAsync(cancellationToken), campaign.OwnerId);
            foreach (var earlier in await scope.Db.Decisions
                .Where(d => passing.Contains(d.ItemId) && d.Kind == DecisionKind.NotMine)
                .Select(d => new { d.ItemId, d.ById })
                .ToListAsync(cancellationToken))
            {
                Declined(earlier.ItemId).Add(earlier.ById);
            }
            var agents = _items.Values.Select(i => i.AgentId).Distinct().ToList();
            foreach (var agent in await scope.Db.Agents.AsNoTracking().Where(a => agents.Contains(a.Id)).ToListAsync(cancellationToken))
            {
                _agents.Add(agent.Id, agent);
            }
        }

        public ItemDecided Decide(Answer answer)
        {
            if (!_items.TryGetValue(answer.Item, out var item)
                || (item.ReviewerId != scope.By.Person && !scope.By.Can(Right.ReadCampaigns)))
            {
                return new(answer.Item, Decided.NotFound);
            }
            return new(answer.Item, Decide(answer, item));
        }

        private Decided Decide(Answer answer, ReviewItem item)
        {
            var next = answer.Kind == DecisionKind.NotMine ? NextReviewer(item) : null;
            if (answer.Kind == DecisionKind.NotMine && next is null && item.ReviewerId == scope.By.Person)
            {
                return Refuse(item, answer, Decided.NobodyElse);
            }
            var before = new { item.State, Reviewer = item.ReviewerId };
            var outcome = item.Decide(answer, scope.By.Person, campaign, scope.Now);
            switch (outcome)
            {
                case Decided.Recorded:
                    var kept = Keep(answer, item, counts: true);
                    Recorded.Add(item);
                    if (next is not null)
                    {
                        item.PassOn(next);
                        PassedOn.Add(item);
                    }
                    else if (answer.Kind is DecisionKind.Revoke or DecisionKind.Reduce)
                    {
                        Revoked.Add(item);
                    }
                    scope.Record(
                        Action(answer),
                        item.AsSubject(),
                        before,
                        RecordedItem.Of(item, kept),
                        answer.Justification);
                    break;
                case Decided.RevokeStands:
                    var dissent = Keep(answer, item, counts: false);
                    scope.Record(
                        Action(answer), item.AsSubject(), before, RecordedItem.Of(item, dissent), "An earlier revoke stands.", AuditOutcome.Refused);
                    break;
                case Decided.AlreadySo:
                    break;
                case Decided.NotOpen or Decided.NotReviewer or Decided.OwnAccess or Decided.ReasonMissing or Decided.UntilPassed
                    or Decided.ChangedMeanwhile or Decided.NobodyElse or Decided.NotFound:
                    return Refuse(item, answer, outcome);
            }
            scope.Announce(Topic.Reviews);
            return outcome;
        }

        private Decided Refuse(ReviewItem item, Answer answer, Decided refusal)
        {
            scope.Record(Action(answer), item.AsSubject(), reason: $"Refused: {refusal}.", outcome: AuditOutcome.Refused);
            return refusal;
        }

        private Decision Keep(Answer answer, ReviewItem item, bool counts) => scope.Db.Decisions.Add(new()
        {
            CampaignId = campaign.Id,
            ItemId = item.Id,
            Kind = answer.Kind,
            Justification = answer.Justification,
            Until = answer.Until,
            ById = scope.By.Person!.Value,
            At = scope.Now,
            Channel = channel,
            Counts = counts,
            ShownHash = item.ShownHash,
        }).Entity;

        private ReviewerChoice? NextReviewer(ReviewItem item)
        {
            var agent = _agents[item.AgentId];
            return _order!.Choose(agent.OwnerId, agent.SponsorId, item.SubjectId, [.. Declined(item.Id), item.ReviewerId]);
        }

        private HashSet<PersonId> Declined(ReviewItemId item)
        {
            if (!_declined.TryGetValue(item, out var declined))
            {
                _declined.Add(item, declined = []);
            }
            return declined;
        }

        private static string Action(Answer answer) => answer.Kind switch
        {
            DecisionKind.Attest => "review.attest",
            DecisionKind.Revoke => "review.revoke",
            DecisionKind.Reduce => "review.reduce",
            DecisionKind.NotMine => "review.passOn",
            DecisionKind.Abstain => "review.abstain",
        };
    }
}
