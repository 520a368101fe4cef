using Portal.Data.Access;
using Portal.Data.Commands;

namespace Portal.Data.Reviews;

/// <summary>Takes answers again after a pause. The due date moves by the time that was lost.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ResumeCampaign(CommandRunner commands)
{
    /// <summary>Resumes it.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.resume",
        id,
        reason: null,
        by,
        (scope, campaign, _) => Task.FromResult(campaign.Resume(scope.Now)),
        cancellationToken);
}
