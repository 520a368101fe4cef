using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;
using Portal.Data.Reviews.Remediations;
using Portal.Data.Reviews.Remediations.Carrying;

namespace Portal.Data.Reviews.NoAnswers;

/// <summary>
/// Takes away what a campaign's policy says is taken away without an answer, riskiest first, as the policy and in nobody's name. After so many as
/// the policy says it stops; the rest waits until two people let it go on, or one calls it off. Where the portal may carry revokes out, these are
/// too, behind the same brake and the same second person as all others.
/// </summary>
/// <param name="commands">Runs it as one command.</param>
/// <param name="revokes">Plans what a revoke comes to.</param>
public sealed class ApplyNoAnswerPolicy(CommandRunner commands, RevokeItems revokes)
{
    /// <summary>Applies it to a campaign whose answers ended.</summary>
    /// <returns>Whether something waits for two people.</returns>
    internal Task<bool> RunAsync(CampaignId id, CancellationToken cancellationToken) => commands.RunAsync(
        "review.policy",
        Caller.Policy(id.Value, "no answer"),
        Right.ManageCampaigns,
        async (scope, token) =>
        {
            if (await scope.TakeCampaignAsync(id, token) is not { State: CampaignState.Closing, NoAnswer: { DisableFromRisk: { } risk } policy } campaign)
            {
                return false;
            }
            var brake = await LastBrakeAsync(scope, campaign, token);
            if (brake is { EndedAt: null } or { WasCalledOff: true })
            {
                return brake.EndedAt is null;
            }
            var most = brake is null ? policy.MostDisabled : int.MaxValue;
            var due = await Unanswered(scope, campaign, risk).OrderByDescending(i => i.Risk).ThenBy(i => i.Id).ToListAsync(token);
            var reason = string.Create(
                CultureInfo.InvariantCulture, $"Nobody answered. The review's policy takes away what has a risk of {risk} or more; it can be given back.");
            foreach (var item in due.Take(most))
            {
                var before = new { item.State, Reviewer = item.ReviewerId, item.Stage };
                item.RevokeByPolicy(reason, scope.Now);
                scope.Record("review.policy", item.AsSubject(), before, RecordedItem.Of(item), reason);
                await revokes.RevokeAsync(scope, campaign, item, token);
            }
            if (due.Count > most)
            {
                Stop(scope, campaign, most, due.Count - most);
            }
            if (due.Count > 0)
            {
                scope.Announce(Topic.Reviews);
            }
            return due.Count > most;
        },
        cancellationToken);

    /// <summary>The brake that was pulled last since answers ended, or null.</summary>
    private static Task<CarryBrake?> LastBrakeAsync(CommandScope scope, Campaign campaign, CancellationToken cancellationToken) => scope.Db.CarryBrakes
        .Where(b => b.CampaignId == campaign.Id && b.PulledAt >= campaign.EndedAt)
        .OrderByDescending(b => b.PulledAt).ThenByDescending(b => b.Id)
        .FirstOrDefaultAsync(cancellationToken);

    private static IQueryable<ReviewItem> Unanswered(CommandScope scope, Campaign campaign, int risk) => scope.Db.ReviewItems.Where(
        i => i.CampaignId == campaign.Id && (i.State == ReviewItemState.Open || i.State == ReviewItemState.Unanswered) && i.Risk >= risk);

    private static void Stop(CommandScope scope, Campaign campaign, int done, int waiting)
    {
        var brake = new CarryBrake { CampaignId = campaign.Id, PulledAt = scope.Now, Count = done };
        scope.Db.CarryBrakes.Add(brake);
        scope.Record(
            "review.brake", brake.AsSubject(), after: RecordedBrake.Of(brake), reason: $"The policy took away {done}, and {waiting} more would follow. Two people have to agree.");
        scope.Announce(Topic.Remediations);
    }
}
