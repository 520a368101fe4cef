using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Pauses;

/// <summary>
/// Asks somebody about an item before deciding. The item's clock stands still until the reply, for at most <see cref="ItemPause.QuestionDays"/>
/// days. Only who may review can be asked: a question gives nobody a right that they do not have.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="directory">Knows who can reply.</param>
/// <param name="mail">Sends the question.</param>
public sealed class AskAboutItem(CommandRunner commands, CallerDirectory directory, QuestionMail mail)
{
    /// <summary>Asks.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="itemId">The item, which waits for the caller.</param>
    /// <param name="to">Who is asked.</param>
    /// <param name="question">The question, at most <see cref="ItemPause.TextLength"/> characters are kept.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Paused> RunAsync(CampaignId campaignId, ReviewItemId itemId, PersonId to, string question, Caller by, CancellationToken cancellationToken)
    {
        var canReply = to != by.Person && await directory.FindPersonAsync(to, cancellationToken) is { } asked && asked.Can(Right.Review);
        return await commands.RunAsync(
            "review.ask",
            by,
            Right.Review,
            async (scope, token) =>
            {
                if (await WaitingItem.FindAsync(scope, campaignId, itemId, token) is not { } found)
                {
                    return Paused.NotFound;
                }
                var outcome = !found.Campaign.AcceptsDecisions ? Paused.NotOpen
                    : ItemPause.Bounded(question).Length == 0 ? Paused.TextMissing
                    : !canReply ? Paused.NobodyToAsk
                    : ItemPause.CanAsk(found.Earlier, scope.Now);
                if (outcome != Paused.Done)
                {
                    return outcome;
                }
                var pause = found.Pause(scope, ItemPauseKind.Question, scope.Now.AddDays(ItemPause.QuestionDays), to, ItemPause.Bounded(question));
                var receiver = await scope.Db.People.AsNoTracking().SingleAsync(p => p.Id == to, token);
                await mail.SendAsync(scope, pause, found.Item, receiver, scope.By.Name, token);
                scope.Record("review.ask", pause.AsSubject(found.Item), after: RecordedPause.Of(pause));
                scope.Announce(Topic.Reviews);
                return Paused.Done;
            },
            cancellationToken);
    }
}
