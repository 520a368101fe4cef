using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Records;
using Portal.Data.Sources;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Takes acts for this portal alone, and writes down what came of them: act and remediation move in one transaction.</summary>
/// <param name="commands">Runs it as commands.</param>
/// <param name="paths">Finds the other ways that remain.</param>
/// <param name="options">How long a person has for what did not work.</param>
/// <param name="pace">How fast.</param>
/// <param name="brake">Stops what is too much at once.</param>
public sealed class CarryActs(CommandRunner commands, RemainingPaths paths, RemediationOptions options, CarryPace pace, CarryBrakes brake)
{
    private static readonly Caller Itself = Caller.System("remediations");

    /// <summary>Takes an act; null when another portal has it, nobody wants it any more, or the brake is on.</summary>
    internal Task<CarryClaim?> ClaimAsync(CarryActId id, CancellationToken cancellationToken) => commands.RunAsync<CarryClaim?>(
        "remediation.begin",
        Itself,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            if (await FindAsync(scope, id, token) is not ({ } act, { } remediation, _) || !act.IsDue(scope.Now))
            {
                return null;
            }
            if (!IsWanted(act, remediation))
            {
                act.End(CarryActState.Withdrawn, problem: null, scope.Now);
                Record(scope, "remediation.withdraw", act);
                return null;
            }
            if (act is { Kind: CarryActKind.TakeAway, StartedAt: null } && await brake.HoldsAsync(scope, token))
            {
                return null;
            }
            var before = RecordedRemediation.Of(remediation);
            remediation.Begin(scope.Now);
            act.Claim(scope.Now + pace.Lease);
            Record(scope, "remediation.begin", act);
            if (RecordedRemediation.Of(remediation) != before)
            {
                scope.Record("remediation.begin", remediation.AsSubject(), after: RecordedRemediation.Of(remediation));
            }
            var source = await scope.Db.Sources.AsNoTracking().SingleAsync(s => s.Id == remediation.SourceId, token);
            return new CarryClaim(
                act.Id, act.Kind, new(remediation.Principal, remediation.Entitlement), remediation.Documents, act.StartedAt is not null, act.Before,
                source.Platform, source.Settings, act.LeaseUntil!.Value);
        },
        cancellationToken);

    /// <summary>Keeps what is there, just before the first call.</summary>
    internal Task StartAsync(CarryActId id, GrantSight before, CancellationToken cancellationToken) => MoveAsync(
        "remediation.start",
        id,
        (scope, act, _, _, _) =>
        {
            act.Start(before, scope.Now);
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>The platform shows that it is done.</summary>
    internal Task SucceedAsync(CarryActId id, CancellationToken cancellationToken) => MoveAsync(
        "remediation.carried",
        id,
        async (scope, act, remediation, campaign, token) =>
        {
            act.End(CarryActState.Done, problem: null, scope.Now);
            var remaining = act.Kind == CarryActKind.TakeAway ? await paths.FindAsync(scope.Db, remediation, token) : [];
            remediation.Succeed(remaining, options.TaskOf(campaign, scope.Now), scope.Now);
        },
        cancellationToken);

    /// <summary>It did not work this time; after too many times it is a person's job.</summary>
    internal Task PostponeAsync(CarryActId id, string problem, CancellationToken cancellationToken) => MoveAsync(
        "remediation.postpone",
        id,
        (scope, act, remediation, campaign, _) =>
        {
            DateTimeOffset? next = act.Attempts < pace.MostAttempts ? scope.Now + pace.PauseAfter(act.Attempts) : null;
            var kept = Kept(problem);
            if (next is { } until)
            {
                act.Postpone(kept, until);
            }
            else
            {
                act.End(CarryActState.GivenUp, kept, scope.Now);
            }
            remediation.Fail(kept, next, options.TaskOf(campaign, scope.Now), scope.Now);
            return Task.CompletedTask;
        },
        cancellationToken);

    /// <summary>It is not done, and trying again would change nothing: a person's job.</summary>
    internal Task GiveUpAsync(CarryActId id, string problem, CancellationToken cancellationToken) => MoveAsync(
        "remediation.giveUp",
        id,
        (scope, act, remediation, campaign, _) =>
        {
            act.End(CarryActState.GivenUp, Kept(problem), scope.Now);
            remediation.Fail(Kept(problem), nextAttemptAt: null, options.TaskOf(campaign, scope.Now), scope.Now);
            return Task.CompletedTask;
        },
        cancellationToken);

    private static bool IsWanted(CarryAct act, Remediation remediation) => act.Plan == remediation.PlanHash && (act.Kind == CarryActKind.GiveBack
        ? remediation.IsGivingBack
        : !remediation.IsGivingBack && remediation is { State: RemediationState.Applying, Carrier: Carrier.Portal } or { State: RemediationState.Failed, NextAttemptAt: not null });

    private static string Kept(string problem) => problem.Length > Remediation.ProblemLength ? problem[..Remediation.ProblemLength] : problem;

    private static async Task<(CarryAct Act, Remediation Remediation, Campaign Campaign)?> FindAsync(CommandScope scope, CarryActId id, CancellationToken cancellationToken)
    {
        var campaignId = await scope.Db.CarryActs.Where(a => a.Id == id).Select(a => (CampaignId?)a.CampaignId).SingleOrDefaultAsync(cancellationToken);
        if (campaignId is null || await scope.TakeCampaignAsync(campaignId.Value, cancellationToken) is not { } campaign)
        {
            return null;
        }
        var act = await scope.Db.CarryActs.SingleAsync(a => a.Id == id, cancellationToken);
        return (act, await scope.Db.Remediations.SingleAsync(r => r.Id == act.RemediationId, cancellationToken), campaign);
    }

    private static void Record(CommandScope scope, string name, CarryAct act)
    {
        scope.Record(name, act.AsSubject(), after: RecordedCarryAct.Of(act), reason: act.Problem);
        scope.Announce(Topic.Remediations);
    }

    // What was ended meanwhile, by whomever, stays ended.
    private Task<bool> MoveAsync(
        string name, CarryActId id, Func<CommandScope, CarryAct, Remediation, Campaign, CancellationToken, Task> move, CancellationToken cancellationToken) => commands.RunAsync(
        name,
        Itself,
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            if (await FindAsync(scope, id, token) is not ({ } act, { } remediation, { } campaign) || !act.IsOpen)
            {
                return false;
            }
            var before = RecordedRemediation.Of(remediation);
            await move(scope, act, remediation, campaign, token);
            Record(scope, name, act);
            var after = RecordedRemediation.Of(remediation);
            if (after != before)
            {
                scope.Record(name, remediation.AsSubject(), new { before.State }, after, remediation.Problem);
                await scope.SettleAsync(campaign, token);
            }
            return true;
        },
        cancellationToken);
}
