using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews;

/// <summary>Takes no answers for a while. What was answered stands.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class PauseCampaign(CommandRunner commands)
{
    /// <summary>Pauses it.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, string reason, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.pause",
        id,
        reason,
        by,
        (scope, campaign, _) => Task.FromResult(campaign.Pause(reason, scope.Now)),
        cancellationToken);
}
