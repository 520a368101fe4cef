using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Records;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Decides who carries a revoke out or undoes it, and writes down what the portal is to do, in the transaction that asks for it.</summary>
/// <param name="carriers">Know where the portal may.</param>
public sealed class CarryRequests(IRevocationCarriers carriers)
{
    /// <summary>Who is to take it away: the portal where the source's settings turn that on.</summary>
    internal async Task<Carrier> CarrierOfAsync(CommandScope scope, Remediation remediation, CancellationToken cancellationToken)
    {
        var source = await scope.Db.Sources.AsNoTracking().SingleAsync(s => s.Id == remediation.SourceId, cancellationToken);
        return remediation is { Remedy: Remedy.Remove, IsSupported: true } && carriers.AreOn(source.Platform, source.Settings) ? Carrier.Portal : Carrier.Person;
    }

    /// <summary>What the portal took away and has not given back; null when there is nothing, or the portal may not give it back.</summary>
    internal async Task<CarryAct?> ToGiveBackAsync(CommandScope scope, Remediation remediation, CancellationToken cancellationToken)
    {
        var last = await scope.Db.CarryActs
            .Where(a => a.RemediationId == remediation.Id && a.State == CarryActState.Done)
            .OrderByDescending(a => a.CreatedAt).ThenByDescending(a => a.Id)
            .FirstOrDefaultAsync(cancellationToken);
        return last is { Kind: CarryActKind.TakeAway, Before: not null }
            && await CarrierOfAsync(scope, remediation, cancellationToken) == Carrier.Portal
            ? last
            : null;
    }

    /// <summary>Refuses a person who has not proved lately who they are: what follows changes a platform.</summary>
    /// <exception cref="ProofNeededException">They have not.</exception>
    internal static void RequireProof(CommandScope scope)
    {
        if (scope.By.MustProve(Right.ApproveRemediations, scope.Now))
        {
            throw new ProofNeededException(Right.ApproveRemediations);
        }
    }

    /// <summary>Writes down that the portal is to take it away, when it may and nobody did so yet.</summary>
    internal static async Task RequestAsync(CommandScope scope, Remediation remediation, CancellationToken cancellationToken)
    {
        if (remediation is { State: RemediationState.Applying, Carrier: Carrier.Portal }
            && !await scope.Db.CarryActs.AnyAsync(
                a => a.RemediationId == remediation.Id && (a.State == CarryActState.Waiting || a.State == CarryActState.Started), cancellationToken))
        {
            Add(scope, remediation, CarryActKind.TakeAway, before: null);
        }
    }

    /// <summary>Writes down that the portal is to give it back.</summary>
    internal static void GiveBack(CommandScope scope, Remediation remediation, CarryAct taken) =>
        Add(scope, remediation, CarryActKind.GiveBack, taken.Before);

    private static void Add(CommandScope scope, Remediation remediation, CarryActKind kind, GrantSight? before)
    {
        var act = new CarryAct
        {
            RemediationId = remediation.Id,
            CampaignId = remediation.CampaignId,
            Kind = kind,
            Plan = remediation.PlanHash,
            CreatedAt = scope.Now,
            RequestedById = scope.By.Person,
            NextAttemptAt = scope.Now,
            Before = before,
        };
        scope.Db.CarryActs.Add(act);
        scope.Record("remediation.request", act.AsSubject(), after: RecordedCarryAct.Of(act));
    }
}
