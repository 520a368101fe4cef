using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Pauses;

/// <summary>Puts an item off: its reviewer is not reminded of it until then. At most <see cref="ItemPause.MostPostponements"/> times, and never past the due date.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class PostponeItem(CommandRunner commands)
{
    /// <summary>Postpones it.</summary>
    /// <param name="campaignId">The campaign.</param>
    /// <param name="itemId">The item, which waits for the caller.</param>
    /// <param name="until">Up to when.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public Task<Paused> RunAsync(CampaignId campaignId, ReviewItemId itemId, DateTimeOffset until, Caller by, CancellationToken cancellationToken) => commands.RunAsync(
        "review.postpone",
        by,
        Right.Review,
        async (scope, token) =>
        {
            if (await WaitingItem.FindAsync(scope, campaignId, itemId, token) is not { } found)
            {
                return Paused.NotFound;
            }
            var outcome = found.Campaign.AcceptsDecisions ? ItemPause.CanPostpone(found.Earlier, until, found.Campaign.DueAt, scope.Now) : Paused.NotOpen;
            if (outcome == Paused.Done)
            {
                var pause = found.Pause(scope, ItemPauseKind.Postponement, until, to: null, string.Empty);
                scope.Record("review.postpone", pause.AsSubject(found.Item), after: RecordedPause.Of(pause));
                scope.Announce(Topic.Reviews);
            }
            return outcome;
        },
        cancellationToken);
}
