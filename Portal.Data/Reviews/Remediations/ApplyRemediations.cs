using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// Asks for many revokes to be carried out at once: exactly those that are named. When one of the ids is no remediation's, nothing at all is
/// asked for, because then the list is not what somebody meant.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="requests">Decides who carries them out.</param>
public sealed class ApplyRemediations(CommandRunner commands, CarryRequests requests)
{
    /// <summary>The most at once.</summary>
    public const int Most = 500;

    /// <summary>Asks.</summary>
    /// <returns>What became of each, in the order of <paramref name="ids"/>; those that are no remediation are null, and then nothing happened.</returns>
    /// <exception cref="ArgumentException">Too many, or one twice.</exception>
    public Task<IReadOnlyList<RemediationMoved?>> RunAsync(IReadOnlyList<RemediationId> ids, Caller by, CancellationToken cancellationToken)
    {
        if (ids.Count > Most || ids.Distinct().Count() != ids.Count)
        {
            throw new ArgumentException($"At most {Most} at once, and each once.", nameof(ids));
        }
        return commands.RunAsync<IReadOnlyList<RemediationMoved?>>(
            "remediation.applyMany",
            by,
            Right.ManageCampaigns,
            async (scope, token) =>
            {
                var campaigns = await scope.Db.Remediations.Where(r => ids.Contains(r.Id)).Select(r => r.CampaignId).Distinct().ToListAsync(token);
                foreach (var campaign in campaigns.Order())
                {
                    await scope.TakeCampaignAsync(campaign, token);
                }
                var found = await scope.Db.Remediations.Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, token);
                if (found.Count < ids.Count)
                {
                    scope.Record(
                        "remediation.applyMany", new("remediation", "many", "many"), reason: $"Refused: {ids.Count - found.Count} of {ids.Count} ids are no remediation's.", outcome: AuditOutcome.Refused);
                    return [.. ids.Select(id => found.ContainsKey(id) ? RemediationMoved.WrongState : (RemediationMoved?)null)];
                }
                var moved = new List<RemediationMoved?>();
                foreach (var id in ids)
                {
                    moved.Add(await ApplyAsync(scope, found[id], token));
                }
                return moved;
            },
            cancellationToken);
    }

    private async Task<RemediationMoved> ApplyAsync(CommandScope scope, Remediation remediation, CancellationToken cancellationToken)
    {
        var carrier = await requests.CarrierOfAsync(scope, remediation, cancellationToken);
        if (carrier == Carrier.Portal)
        {
            CarryRequests.RequireProof(scope);
        }
        var before = remediation.State;
        var moved = remediation.Apply(carrier, scope.By.Person, scope.Now);
        if (moved == RemediationMoved.Done)
        {
            scope.Record("remediation.apply", remediation.AsSubject(), new { State = before }, RecordedRemediation.Of(remediation));
            await CarryRequests.RequestAsync(scope, remediation, cancellationToken);
            scope.Announce(Topic.Remediations);
        }
        return moved;
    }
}
