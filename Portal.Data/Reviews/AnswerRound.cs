using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Reassignment;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>One call's answers against one campaign.</summary>
/// <param name="scope">The command.</param>
/// <param name="basis">What the answers are about.</param>
/// <param name="channel">How they arrived.</param>
internal sealed class AnswerRound(CommandScope scope, AnswerBasis basis, DecisionChannel channel)
{
    /// <summary>Items that were revoked or reduced just now.</summary>
    public List<ReviewItem> Revoked { get; } = [];

    /// <summary>What others are asked from now on.</summary>
    public List<AskedItem> Asked { get; } = [];

    /// <summary>Items whose decision was said just now.</summary>
    public List<ReviewItem> Settled { get; } = [];

    /// <summary>Takes one answer.</summary>
    public async Task<ItemDecided> DecideAsync(Answer answer, CancellationToken cancellationToken)
    {
        if (!basis.Items.TryGetValue(answer.Item, out var item))
        {
            return new(answer.Item, Decided.NotFound);
        }
        var vote = basis.VoteOfCaller(item);
        if ((item.IsByVotes ? vote is null : item.ReviewerId != scope.By.Person) && !scope.By.Can(Right.ReadCampaigns))
        {
            return new(answer.Item, Decided.NotFound);
        }
        if (answer.Kind == DecisionKind.NotMine)
        {
            await basis.Routing.ReadOrderAsync(scope.Db, basis.Items.Values, scope.Now, cancellationToken);
        }
        return new(answer.Item, await DecideAsync(answer, item, vote, cancellationToken));
    }

    private async Task<Decided> DecideAsync(Answer answer, ReviewItem item, ReviewVote? vote, CancellationToken cancellationToken)
    {
        var next = answer.Kind == DecisionKind.NotMine && (vote is null || vote.Stage == item.Stage) ? Next(item, vote, PassedOver.SaidNotMine) : null;
        if (answer.Kind == DecisionKind.NotMine && next is null && (vote is null ? item.ReviewerId == scope.By.Person : vote.Stage == item.Stage))
        {
            return Refuse(item, answer, Decided.NobodyElse);
        }
        var before = new { item.State, Reviewer = item.ReviewerId, item.Stage };
        var outcome = Take(answer, item, vote);
        switch (outcome)
        {
            case Decided.Recorded:
                await KeepAsync(answer, item, vote, next, before, cancellationToken);
                break;
            case Decided.RevokeStands:
                var dissent = Keep(answer, item, before.Stage, counts: false);
                scope.Record(Action(answer), item.AsSubject(), before, RecordedItem.Of(item, dissent), "An earlier revoke stands.", AuditOutcome.Refused);
                break;
            case Decided.AlreadySo:
                break;
            case Decided.OwnAccess or Decided.GaveIt or Decided.OwnsItAlone:
                Refuse(item, answer, outcome);
                await RerouteAsync(item, vote, outcome, cancellationToken);
                break;
            case Decided.NotOpen or Decided.NotReviewer or Decided.ReasonMissing or Decided.UntilPassed or Decided.ChangedMeanwhile or Decided.NobodyElse
                or Decided.NotFound or Decided.StageOver:
                return Refuse(item, answer, outcome);
        }
        scope.Announce(Topic.Reviews);
        return outcome;
    }

    private Decided Take(Answer answer, ReviewItem item, ReviewVote? vote)
    {
        if (item.IsByVotes)
        {
            return vote is null ? Decided.NotReviewer : item.Vote(answer, vote, basis.Campaign, scope.Now, basis.Routing.IndependenceOf(item, basis.Own));
        }
        return item.Decide(answer, scope.By.Person, basis.Campaign, scope.Now, basis.Routing.IndependenceOf(item, basis.Own));
    }

    /// <summary>Keeps an answer that counts, and does what follows from it.</summary>
    private async Task KeepAsync(Answer answer, ReviewItem item, ReviewVote? vote, ReviewerChoice? next, object before, CancellationToken cancellationToken)
    {
        var decision = Keep(answer, item, item.Stage, counts: true);
        if (next is not null)
        {
            Asked.Add(scope.PassOn(item, vote, next, PassedOver.SaidNotMine, answer.Justification.Length > 0 ? answer.Justification : null));
        }
        else if (vote is not null)
        {
            await SettleAsync(item, cancellationToken);
        }
        else
        {
            Settled.Add(item);
            if (answer.Kind is DecisionKind.Revoke or DecisionKind.Reduce)
            {
                Revoked.Add(item);
            }
        }
        scope.Record(Action(answer), item.AsSubject(), before, RecordedItem.Of(item, decision, vote is null ? null : [vote]), answer.Justification);
    }

    /// <summary>Says what an item's votes come to, and asks the next stage where they go on to it.</summary>
    private async Task SettleAsync(ReviewItem item, CancellationToken cancellationToken)
    {
        var before = item.State;
        var votes = basis.VotesOn(item);
        if (item.Settle([.. votes.Where(v => v.Stage == item.Stage)], basis.Campaign, isOver: false))
        {
            await basis.Routing.ReadOrderAsync(scope.Db, basis.Items.Values, scope.Now, cancellationToken);
            var choices = basis.Routing.Seat(item, votes);
            foreach (var choice in choices)
            {
                var place = scope.Db.ReviewVotes.Add(item.VoteOf(choice)).Entity;
                votes.Add(place);
                Asked.Add(AskedItem.Of(item, place));
            }
            if (choices.Count > 0)
            {
                item.Lead(votes.First(v => v.Stage == item.Stage));
            }
            if (choices.Count < basis.Campaign.Stages[item.Stage].Quorum)
            {
                scope.Record("review.advance", item.AsSubject(), reason: "Fewer people may answer in the next stage than have to.", outcome: AuditOutcome.Refused);
            }
            return;
        }
        if (item.State == ReviewItemState.Open)
        {
            return;
        }
        Settled.Add(item);
        if (item.State != before && item.State is ReviewItemState.Revoked or ReviewItemState.Reduced)
        {
            Revoked.Add(item);
        }
    }

    private ReviewerChoice? Next(ReviewItem item, ReviewVote? vote, PassedOver why)
    {
        basis.Routing.Decline(item.Id, vote?.ReviewerId ?? item.ReviewerId);
        return vote is null ? basis.Routing.Next(item) : basis.Routing.Next(item, vote, basis.VotesOn(item), why);
    }

    /// <summary>Asks somebody else, since who was asked may not decide on it any more.</summary>
    private async Task RerouteAsync(ReviewItem item, ReviewVote? vote, Decided refusal, CancellationToken cancellationToken)
    {
        if (!basis.Campaign.AcceptsDecisions || item.State != ReviewItemState.Open || (vote is not null && (vote.Stage != item.Stage || vote.Kind is not null)))
        {
            return;
        }
        await basis.Routing.ReadOrderAsync(scope.Db, basis.Items.Values, scope.Now, cancellationToken);
        var before = new { item.State, Reviewer = vote?.ReviewerId ?? item.ReviewerId, item.Stage };
        if ((vote is null ? basis.Routing.Next(item) : basis.Routing.Next(item, vote, basis.VotesOn(item), PassedOver.AskedAlready)) is not { } next)
        {
            return;
        }
        Asked.Add(scope.PassOn(item, vote, next, refusal switch
        {
            Decided.OwnAccess => PassedOver.OwnAccess,
            Decided.GaveIt => PassedOver.GaveIt,
            _ => PassedOver.OwnsItAlone,
        }));
        scope.Record("review.passOn", item.AsSubject(), before, RecordedItem.Of(item, decision: null, vote is null ? null : [vote]), $"Not theirs to decide: {refusal}.");
    }

    private Decided Refuse(ReviewItem item, Answer answer, Decided refusal)
    {
        scope.Record(Action(answer), item.AsSubject(), reason: $"Refused: {refusal}.", outcome: AuditOutcome.Refused);
        return refusal;
    }

    private Decision Keep(Answer answer, ReviewItem item, int stage, bool counts) => scope.Db.Decisions.Add(new()
    {
        CampaignId = basis.Campaign.Id,
        ItemId = item.Id,
        Kind = answer.Kind,
        Justification = answer.Justification,
        Until = answer.Until,
        ById = scope.By.Person!.Value,
        At = scope.Now,
        Channel = channel,
        Stage = stage,
        Counts = counts,
        ShownHash = item.ShownHash,
        Recommended = answer.Recommended?.Kind,
        RecommendedBecause = answer.Recommended?.Text,
    }).Entity;

    private static string Action(Answer answer) => answer.Kind switch
    {
        DecisionKind.Attest => "review.attest",
        DecisionKind.Revoke => "review.revoke",
        DecisionKind.Reduce => "review.reduce",
        DecisionKind.NotMine => "review.passOn",
        DecisionKind.Abstain => "review.abstain",
    };
}
