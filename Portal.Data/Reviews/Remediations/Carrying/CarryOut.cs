using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>
/// Does on platforms what was asked for and agreed to. Each act is looked at afresh before anything is done; what is there has to be what was
/// decided about; what was there is kept before the call; and after it, it is looked again. So it can be stopped anywhere and taken up again:
/// whether a call had its effect is never guessed.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="acts">Takes acts and writes down what came of them.</param>
/// <param name="carriers">Reach the platforms.</param>
/// <param name="pace">How fast.</param>
/// <param name="clock">The time.</param>
/// <param name="log">Says what went wrong.</param>
public sealed partial class CarryOut(
    IDbContextFactory<GovernanceDb> databases, CarryActs acts, IRevocationCarriers carriers, CarryPace pace, TimeProvider clock, ILogger<CarryOut> log)
{
    private const int MostAtOnce = 50;

    /// <summary>Does what is due.</summary>
    /// <returns>How many acts were tried.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        List<CarryActId> due;
        await using (var db = await databases.CreateDbContextAsync(cancellationToken))
        {
            due = await db.CarryActs
                .Where(a => (a.State == CarryActState.Waiting || a.State == CarryActState.Started)
                    && a.NextAttemptAt <= now && (a.LeaseUntil == null || a.LeaseUntil <= now))
                .OrderBy(a => a.NextAttemptAt).ThenBy(a => a.Id)
                .Select(a => a.Id).Take(MostAtOnce).ToListAsync(cancellationToken);
        }
        var tried = 0;
        foreach (var act in due)
        {
            if (await acts.ClaimAsync(act, cancellationToken) is { } claim)
            {
                tried++;
                await TryAsync(claim, cancellationToken);
            }
        }
        return tried;
    }

    private async Task TryAsync(CarryClaim claim, CancellationToken cancellationToken)
    {
        try
        {
            if (carriers.Find(claim.Platform, claim.Settings) is not { } carrier)
            {
                await acts.GiveUpAsync(claim.Act, "The source's settings do not let Governance carry out any more.", cancellationToken);
                return;
            }
            await (claim.Kind == CarryActKind.TakeAway
                ? TakeAwayAsync(carrier, claim, cancellationToken)
                : GiveBackAsync(carrier, claim, cancellationToken));
        }
        catch (DriftException drift)
        {
            await acts.GiveUpAsync(claim.Act, drift.Message, cancellationToken);
        }
        catch (PlatformCallException refused) when (refused.Failure == PlatformCallFailure.Refused)
        {
            await acts.GiveUpAsync(claim.Act, refused.Message, cancellationToken);
        }
        catch (Exception failed) when (failed is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogFailed(failed, claim.Target.Entitlement.Name);
            await acts.PostponeAsync(claim.Act, failed is PlatformCallException said ? said.Message : failed.GetBaseException().Message, cancellationToken);
        }
    }

    private async Task TakeAwayAsync(IRevocationCarrier carrier, CarryClaim claim, CancellationToken cancellationToken)
    {
        var sight = await carrier.LookAsync(claim.Target, cancellationToken);
        if (!sight.IsPresent)
        {
            // Either an earlier call had its effect, or somebody else took it away.
            await acts.SucceedAsync(claim.Act, cancellationToken);
            return;
        }
        if (!sight.BringsWhatWasDecided(claim.Decided))
        {
            throw new DriftException("What it brings has changed since the decision, or was not known then. Nothing was done: review it again.");
        }
        if (claim.Before is { } kept && (kept.Owner != sight.Owner || !kept.BringsTheSameAs(sight)))
        {
            throw new DriftException("What was there when this began is not what is there now. Nothing more was done.");
        }
        await acts.StartAsync(claim.Act, sight, cancellationToken);
        RequireTime(claim);
        await carrier.TakeAwayAsync(claim.Target, cancellationToken);
        await ReadBackAsync(carrier, claim, seen => !seen.IsPresent, cancellationToken);
        await acts.SucceedAsync(claim.Act, cancellationToken);
    }

    private async Task GiveBackAsync(IRevocationCarrier carrier, CarryClaim claim, CancellationToken cancellationToken)
    {
        var before = claim.Before!;
        var sight = await carrier.LookAsync(claim.Target, cancellationToken);
        if (sight.Owner != before.Owner)
        {
            throw new DriftException("Another principal has this name by now, or none. Nothing was given back.");
        }
        if (sight.IsPresent)
        {
            if (!sight.BringsTheSameAs(before))
            {
                throw new DriftException("Something else stands in its place by now. Nothing was given back.");
            }
            await acts.SucceedAsync(claim.Act, cancellationToken);
            return;
        }
        if (claim.Target.Entitlement.Kind != EntitlementKind.InlinePolicy && !sight.BringsTheSameAs(before))
        {
            throw new DriftException("What it would bring has changed since it was taken away, so giving it back would give other rights. Nothing was given back.");
        }
        await acts.StartAsync(claim.Act, before, cancellationToken);
        RequireTime(claim);
        await carrier.GiveBackAsync(claim.Target, before, cancellationToken);
        var after = await ReadBackAsync(carrier, claim, seen => seen.IsPresent, cancellationToken);
        if (!after.BringsTheSameAs(before))
        {
            throw new DriftException("It is back, but not letter by letter what it was. Look at it.");
        }
        await acts.SucceedAsync(claim.Act, cancellationToken);
    }

    // Whoever comes too late has lost the act to another portal, and must not call.
    private void RequireTime(CarryClaim claim)
    {
        if (clock.GetUtcNow() > claim.Until - pace.CallMargin)
        {
            throw new PlatformCallException(PlatformCallFailure.Busy, "It took too long to look at it.");
        }
    }

    private async Task<GrantSight> ReadBackAsync(
        IRevocationCarrier carrier, CarryClaim claim, Func<GrantSight, bool> isThere, CancellationToken cancellationToken)
    {
        for (var look = 1; ; look++)
        {
            var sight = await carrier.LookAsync(claim.Target, cancellationToken);
            if (isThere(sight))
            {
                return sight;
            }
            if (look == pace.ReadBacks)
            {
                throw new PlatformCallException(PlatformCallFailure.Busy, "The platform took the call and does not show its effect yet.");
            }
            await Task.Delay(pace.ReadBackPause, TimeProvider.System, cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Something about {Entitlement} could not be done on its platform; it is tried again.")]
    private partial void LogFailed(Exception exception, string entitlement);
}
