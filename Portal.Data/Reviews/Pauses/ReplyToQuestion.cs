using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.People;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Replies to a question about an item: its clock goes on, and who asked is told. A reply decides nothing.</summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="mail">Sends the reply.</param>
public sealed class ReplyToQuestion(CommandRunner commands, QuestionMail mail)
{
    /// <summary>Replies.</summary>
    /// <param name="id">The question, which the caller was asked.</param>
    /// <param name="reply">The reply, at most <see cref="ItemPause.TextLength"/> characters are kept.</param>
    /// <param name="by">Who was asked.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<Paused> RunAsync(ItemPauseId id, string reply, Caller by, CancellationToken cancellationToken) =>
        commands.RunAsync("review.reply", by, Right.Review, (scope, token) => ReplyAsync(scope, id, reply, token), cancellationToken);

    private async Task<Paused> ReplyAsync(CommandScope scope, ItemPauseId id, string reply, CancellationToken cancellationToken)
    {
        if (await scope.Db.ItemPauses.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) is not { } known
            || known.ToId is null
            || known.ToId != scope.By.Person
            || await scope.TakeCampaignAsync(known.CampaignId, cancellationToken) is not { } campaign)
        {
            return Paused.NotFound;
        }
        if (!campaign.IsRunning)
        {
            return Paused.NotOpen;
        }
        var pause = await scope.Db.ItemPauses.SingleAsync(p => p.Id == id, cancellationToken);
        var before = RecordedPause.Of(pause);
        var outcome = pause.Answer(reply, scope.Now);
        if (outcome == Paused.Done)
        {
            var item = await scope.Db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == pause.ItemId, cancellationToken);
            var asker = await scope.Db.People.AsNoTracking().SingleAsync(p => p.Id == pause.ById, cancellationToken);
            if (asker.IsActive)
            {
                await mail.SendAsync(scope, pause, item, asker, scope.By.Name, cancellationToken);
            }
            scope.Record("review.reply", pause.AsSubject(item), before, RecordedPause.Of(pause));
            scope.Announce(Topic.Reviews);
        }
        return outcome;
    }
}
