using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews;

/// <summary>What all moves of a campaign have in common: take its turn, move it, record what came of it, refusals included.</summary>
internal static class CampaignMoves
{
    /// <summary>Moves a campaign as one command.</summary>
    /// <param name="commands">Runs it.</param>
    /// <param name="name">The act.</param>
    /// <param name="id">The campaign.</param>
    /// <param name="reason">The reason given, or null.</param>
    /// <param name="by">Who moves it.</param>
    /// <param name="move">Moves it, with all that belongs to it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public static Task<CampaignMoved?> MoveAsync(
        this CommandRunner commands,
        string name,
        CampaignId id,
        string? reason,
        Caller by,
        Func<CommandScope, Campaign, CancellationToken, Task<CampaignMoved>> move,
        CancellationToken cancellationToken) =>
        commands.MoveAsync(name, id, reason, by, Right.ManageCampaigns, move, cancellationToken);

    /// <summary>The same for a move that needs another right.</summary>
    /// <param name="commands">Runs it.</param>
    /// <param name="name">The act.</param>
    /// <param name="id">The campaign.</param>
    /// <param name="reason">The reason given, or null.</param>
    /// <param name="by">Who moves it.</param>
    /// <param name="right">What the caller must be allowed to.</param>
    /// <param name="move">Moves it, with all that belongs to it.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such campaign.</returns>
    public static Task<CampaignMoved?> MoveAsync(
        this CommandRunner commands,
        string name,
        CampaignId id,
        string? reason,
        Caller by,
        Right right,
        Func<CommandScope, Campaign, CancellationToken, Task<CampaignMoved>> move,
        CancellationToken cancellationToken) =>
        commands.RunAsync<CampaignMoved?>(
            name,
            by,
            right,
            async (scope, token) =>
            {
                if (await scope.TakeCampaignAsync(id, token) is not { } campaign)
                {
                    return null;
                }
                var (state, due) = (campaign.State, campaign.DueAt);
                var moved = await move(scope, campaign, token);
                scope.RecordMove(name, campaign, new { State = state, DueAt = due }, campaign.State != state, moved, reason);
                return moved;
            },
            cancellationToken);

    private static void RecordMove(
        this CommandScope scope, string name, Campaign campaign, object before, bool hasMoved, CampaignMoved moved, string? reason)
    {
        if (moved == CampaignMoved.Done)
        {
            scope.Record(name, campaign.AsSubject(), before, RecordedCampaign.Of(campaign), reason);
            scope.Announce(Topic.Reviews);
        }
        else if (hasMoved)
        {
            // Blocked is a state of its own; from other refusals it is taken back to where it can be repaired.
            var isBlocked = moved == CampaignMoved.Incomplete;
            scope.Record(
                name,
                campaign.AsSubject(),
                before,
                RecordedCampaign.Of(campaign),
                isBlocked ? "A source may not be complete." : $"Refused: {moved}.",
                isBlocked ? AuditOutcome.Done : AuditOutcome.Refused);
            scope.Announce(Topic.Reviews);
        }
        else if (moved != CampaignMoved.AlreadySo)
        {
            scope.Record(name, campaign.AsSubject(), reason: $"Refused: {moved}.", outcome: AuditOutcome.Refused);
        }
    }
}
