using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.People;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Reassignment;

namespace Portal.Data.Reviews;

/// <summary>Asks somebody else what a leaver was asked and has not answered, once their agents moved. What they answered stands.</summary>
/// <param name="move">Asks somebody else.</param>
public sealed class PassOnItemsOfLeavers(MoveOpenItems move) : ILeaverFollower
{
    /// <inheritdoc/>
    public async Task FollowAsync(CommandScope scope, IReadOnlyList<Person> left, IReadOnlyList<Person> back, CancellationToken cancellationToken)
    {
        var gone = left.Select(p => p.Id).ToList();
        await scope.Db.ReviewDrafts.Where(d => EF.Parameter(gone).Contains(d.ReviewerId)).ExecuteDeleteAsync(cancellationToken);
        var campaigns = await MoveOpenItems.CampaignsAsync(scope, scope.Db.People.Where(p => gone.Contains(p.Id)), cancellationToken);
        if (campaigns.Count == 0)
        {
            return;
        }
        // What happened to the agents has to be seen by the queries here.
        await scope.Db.SaveChangesAsync(cancellationToken);
        foreach (var id in campaigns)
        {
            if (await scope.TakeCampaignAsync(id, cancellationToken) is { IsRunning: true } campaign)
            {
                await move.MoveAsync(scope, campaign, scope.Db.People.Where(p => !p.IsActive), PassedOver.Left, cancellationToken);
            }
        }
    }

    /// <summary>Passes on what is open in a campaign whose turn the command has taken: of those who left since they were chosen, and of those who are away.</summary>
    internal async Task PassOnAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken)
    {
        await move.MoveAsync(scope, campaign, scope.Db.People.Where(p => !p.IsActive), PassedOver.Left, cancellationToken);
        await scope.Db.SaveChangesAsync(cancellationToken);
        await move.MoveAsync(scope, campaign, scope.Db.PeopleAwayAt(scope.Now), PassedOver.Away, cancellationToken);
    }
}
