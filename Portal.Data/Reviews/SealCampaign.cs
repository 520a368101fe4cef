using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Reviews.Remediations;

namespace Portal.Data.Reviews;

/// <summary>
/// Signs a campaign off, by a person who has just proved who they are, when every revoke is settled. After that nothing of it changes: neither
/// itself, nor its items, nor its remediations.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class SealCampaign(CommandRunner commands)
{
    /// <summary>Signs it off.</summary>
    /// <param name="id">The campaign.</param>
    /// <param name="signOff">What is signed, at most <see cref="Campaign.SignOffLength"/> characters.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public Task<CampaignMoved?> RunAsync(CampaignId id, string signOff, Caller by, CancellationToken cancellationToken) => commands.MoveAsync(
        "campaign.seal",
        id,
        reason: null,
        by,
        Right.SealCampaigns,
        async (scope, campaign, token) => campaign.Seal(
            await scope.Db.Remediations.CountUnsettledAsync(id, scope.Now, token), signOff, scope.By.Person, scope.Now),
        cancellationToken);
}
