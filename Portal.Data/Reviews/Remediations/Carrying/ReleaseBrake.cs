using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Lets the portal go on when two people say so, or calls off what waits when one does; both with a fresh proof of who they are.</summary>
/// <param name="commands">Runs it as one command.</param>
public sealed class ReleaseBrake(CommandRunner commands)
{
    /// <summary>Says that it may go on.</summary>
    /// <returns>What came of it; null when there is no such brake.</returns>
    public Task<BrakeMoved?> RunAsync(CarryBrakeId id, Caller by, CancellationToken cancellationToken) => MoveAsync(
        "remediation.release", id, by, (brake, scope) => brake.Release(scope.By.Person, scope.Now), callsOff: false, cancellationToken);

    /// <summary>Calls off what waits: it is planned again, and nothing is done about it.</summary>
    /// <returns>What came of it; null when there is no such brake.</returns>
    public Task<BrakeMoved?> CallOffAsync(CarryBrakeId id, Caller by, CancellationToken cancellationToken) => MoveAsync(
        "remediation.callOff", id, by, (brake, scope) => brake.CallOff(scope.By.Person, scope.Now), callsOff: true, cancellationToken);

    private Task<BrakeMoved?> MoveAsync(
        string name, CarryBrakeId id, Caller by, Func<CarryBrake, CommandScope, BrakeMoved> move, bool callsOff, CancellationToken cancellationToken) => commands.RunAsync<BrakeMoved?>(
        name,
        by,
        Right.ApproveRemediations,
        async (scope, token) =>
        {
            if (await scope.Db.CarryBrakes.SingleOrDefaultAsync(b => b.Id == id, token) is not { } brake)
            {
                return null;
            }
            var moved = move(brake, scope);
            switch (moved)
            {
                case BrakeMoved.Done or BrakeMoved.SecondNeeded:
                    scope.Record(name, brake.AsSubject(), after: RecordedBrake.Of(brake));
                    scope.Announce(Topic.Remediations);
                    scope.Announce(Topic.Reviews);
                    // What a campaign's policy is to do waits as a state of the campaign, which goes on from here.
                    if (callsOff && brake.CampaignId is null)
                    {
                        await CallOffHeldAsync(scope, token);
                    }
                    break;
                case BrakeMoved.OwnYes or BrakeMoved.PersonNeeded:
                    scope.Record(name, brake.AsSubject(), reason: $"Refused: {moved}.", outcome: AuditOutcome.Refused);
                    break;
                case BrakeMoved.AlreadySo:
                    break;
            }
            return moved;
        },
        cancellationToken);

    private static async Task CallOffHeldAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        var campaigns = await CarryBrakes.Held(scope.Db).Select(a => a.CampaignId).Distinct().ToListAsync(cancellationToken);
        foreach (var campaign in campaigns.Order())
        {
            await scope.TakeCampaignAsync(campaign, cancellationToken);
            foreach (var act in await CarryBrakes.Held(scope.Db).Where(a => a.CampaignId == campaign).ToListAsync(cancellationToken))
            {
                act.End(CarryActState.Withdrawn, problem: null, scope.Now);
                scope.Record("remediation.withdraw", act.AsSubject(), after: RecordedCarryAct.Of(act));
                var remediation = await scope.Db.Remediations.SingleAsync(r => r.Id == act.RemediationId, cancellationToken);
                if (remediation.CallOff(scope.By.Person, scope.Now))
                {
                    scope.Record("remediation.callOff", remediation.AsSubject(), after: RecordedRemediation.Of(remediation));
                }
            }
        }
    }
}
