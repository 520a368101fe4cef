using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;

namespace Portal.Data.Reviews.Remediations;

/// <summary>What all steps that people take on a remediation have in common: take the campaign's turn, step, record, settle.</summary>
internal static class RemediationSteps
{
    /// <summary>Takes a step as one command.</summary>
    /// <param name="commands">Runs it.</param>
    /// <param name="name">The act.</param>
    /// <param name="id">The remediation.</param>
    /// <param name="by">Who takes it.</param>
    /// <param name="step">The step.</param>
    /// <param name="reason">The reason given, or null.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <returns>What came of it; null when there is no such remediation.</returns>
    public static Task<RemediationMoved?> StepAsync(
        this CommandRunner commands,
        string name,
        RemediationId id,
        Caller by,
        Func<Remediation, CommandScope, RemediationMoved> step,
        string? reason,
        CancellationToken cancellationToken) =>
        commands.StepAsync(name, id, by, Right.ManageCampaigns, (r, scope, _) => Task.FromResult(step(r, scope)), reason, cancellationToken);

    /// <summary>Takes a step that needs to read something, or another right.</summary>
    /// <inheritdoc cref="StepAsync(CommandRunner, string, RemediationId, Caller, Func{Remediation, CommandScope, RemediationMoved}, string?, CancellationToken)"/>
    public static Task<RemediationMoved?> StepAsync(
        this CommandRunner commands,
        string name,
        RemediationId id,
        Caller by,
        Right right,
        Func<Remediation, CommandScope, CancellationToken, Task<RemediationMoved>> step,
        string? reason,
        CancellationToken cancellationToken) =>
        commands.RunAsync<RemediationMoved?>(
            name,
            by,
            right,
            async (scope, token) =>
            {
                var campaignId = await scope.Db.Remediations.Where(r => r.Id == id).Select(r => (CampaignId?)r.CampaignId).SingleOrDefaultAsync(token);
                if (campaignId is null || await scope.TakeCampaignAsync(campaignId.Value, token) is not { } campaign)
                {
                    return null;
                }
                var remediation = await scope.Db.Remediations.SingleAsync(r => r.Id == id, token);
                var before = remediation.State;
                var moved = campaign.State == CampaignState.Sealed ? RemediationMoved.WrongState : await step(remediation, scope, token);
                switch (moved)
                {
                    case RemediationMoved.Done:
                        scope.Record(
                            name,
                            remediation.AsSubject(),
                            new { State = before },
                            RecordedRemediation.Of(remediation),
                            reason);
                        scope.Announce(Topic.Remediations);
                        await scope.SettleAsync(campaign, token);
                        break;
                    case RemediationMoved.AlreadySo:
                        break;
                    case RemediationMoved.WrongState or RemediationMoved.ReasonMissing or RemediationMoved.UntilOutOfRange
                        or RemediationMoved.ApprovalNeeded or RemediationMoved.OwnRequest or RemediationMoved.PersonNeeded
                        or RemediationMoved.PlanChanged or RemediationMoved.Unsupported or RemediationMoved.BeingCarriedOut:
                        scope.Record(name, remediation.AsSubject(), reason: $"Refused: {moved}.", outcome: AuditOutcome.Refused);
                        break;
                }
                return moved;
            },
            cancellationToken);
}
