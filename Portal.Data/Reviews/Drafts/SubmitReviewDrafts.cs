using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews.Drafts;

/// <summary>
/// Makes a reviewer's drafts in a campaign answers, all in one transaction. A draft that would be refused as it is stays one, with its reason to
/// be read on the page; one of an item that is not theirs any more goes.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="taker">Takes the answers.</param>
public sealed class SubmitReviewDrafts(CommandRunner commands, AnswerTaker taker)
{
    /// <summary>Submits the caller's drafts.</summary>
    /// <returns>What became of them; null when there is no such campaign.</returns>
    public Task<DraftsSubmitted?> RunAsync(CampaignId campaignId, DecisionChannel channel, Caller by, CancellationToken cancellationToken) =>
        commands.RunAsync("review.submit", by, Right.Review, (scope, token) => SubmitAsync(scope, campaignId, channel, token), cancellationToken);

    private async Task<DraftsSubmitted?> SubmitAsync(CommandScope scope, CampaignId campaignId, DecisionChannel channel, CancellationToken cancellationToken)
    {
        if (scope.By.Person is not { } person || await scope.TakeCampaignAsync(campaignId, cancellationToken) is not { } campaign)
        {
            return null;
        }
        var mine = scope.Db.ReviewDrafts.Where(d => d.ReviewerId == person && d.CampaignId == campaignId);
        // In the order of the sheet, which is the order of the record then.
        var order = await ReviewQueries.InOrder(scope.Db.AskedOf(campaign, person).Where(i => mine.Any(d => d.ItemId == i.Id))).Select(i => i.Id).ToListAsync(cancellationToken);
        var drafts = await mine.AsNoTracking().ToDictionaryAsync(d => d.ItemId, cancellationToken);
        var answers = order.Select(id => drafts[id].ToAnswer()).OfType<Answer>().ToList();
        if (answers.Count == 0)
        {
            return new(Recorded: 0, [], drafts.Count);
        }
        var basis = await AnswerBasis.ReadAsync(scope.Db, campaign, person, [.. answers.Select(a => a.Item)], cancellationToken);
        var foreseen = answers.ConvertAll(a => new ItemDecided(a.Item, basis.Foresee(a, scope.Now)));
        var decided = (await taker.TakeAsync(scope, basis, [.. answers.Zip(foreseen).Where(a => IsTaken(a.Second.Outcome)).Select(a => a.First)], channel, cancellationToken))
            .Concat(foreseen.Where(f => !IsTaken(f.Outcome)))
            .ToList();
        var done = decided.Where(d => !CanBeMended(d.Outcome)).Select(d => d.Item).ToArray();
        await mine.Where(d => EF.Parameter(done).Contains(d.ItemId)).ExecuteDeleteAsync(cancellationToken);
        List<ItemDecided> refused = [.. decided.Where(d => d.Outcome is not (Decided.Recorded or Decided.AlreadySo))];
        var (recorded, withoutAnswer) = (decided.Count - refused.Count, drafts.Count - answers.Count);
        scope.Record("review.submit", campaign.AsSheet(), after: new { recorded, refused = refused.Count, withoutAnswer });
        scope.Announce(Topic.Reviews);
        return new(recorded, refused, withoutAnswer);
    }

    /// <summary>Whether it is given: also when somebody may not decide any more, since then somebody else is asked.</summary>
    private static bool IsTaken(Decided foreseen) =>
        foreseen is Decided.Recorded or Decided.AlreadySo or Decided.OwnAccess or Decided.GaveIt or Decided.OwnsItAlone;

    /// <summary>Whether a draft that was refused may still become an answer; else nothing is left to do with it.</summary>
    private static bool CanBeMended(Decided outcome) => outcome switch
    {
        Decided.ReasonMissing or Decided.UntilPassed or Decided.ChangedMeanwhile or Decided.NobodyElse or Decided.NotOpen => true,
        Decided.Recorded or Decided.AlreadySo or Decided.RevokeStands or Decided.NotReviewer or Decided.OwnAccess or Decided.GaveIt or Decided.OwnsItAlone
            or Decided.StageOver or Decided.NotFound => false,
    };
}
