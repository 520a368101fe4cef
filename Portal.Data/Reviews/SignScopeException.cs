using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Sources;

namespace Portal.Data.Reviews;

/// <summary>A person's word, with a reason, that a campaign goes on although one of its sources may not be complete.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SignScopeException(CommandRunner commands)
{
    /// <summary>Signs for a source as it was read; a newer reading with a problem needs another word.</summary>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, SourceId source, string reason, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.except",
        id,
        reason,
        by,
        (scope, campaign, _) => Task.FromResult(campaign.Except(source, reason, scope.By.Person, scope.Now)),
        cancellationToken);
}
