using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Commands;
using Portal.Data.Live;
using Portal.Data.Reviews.Records;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations.Carrying;

/// <summary>Stops the portal after so many entitlements within a day, until two people let it go on or one calls off what waits.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="options">How many.</param>
public sealed class CarryBrakes(IDbContextFactory<GovernanceDb> databases, RemediationOptions options)
{
    private const string Lock = "carry-brake";
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The brake, if it is on.</summary>
    public async Task<BrakeRow?> FindAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadCampaigns);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.CarryBrakes.AsNoTracking().Where(b => b.EndedAt == null && b.CampaignId == null).OrderBy(b => b.Id).FirstOrDefaultAsync(cancellationToken) is not { } brake)
        {
            return null;
        }
        var held = Held(db);
        var remediations = db.Remediations;
        var rows = await held.OrderBy(a => a.CreatedAt).ThenBy(a => a.Id).Take(BrakeRow.Most)
            .Select(a => remediations.Single(r => r.Id == a.RemediationId))
            .ToListAsync(cancellationToken);
        var people = await CampaignQueries.PeopleAsync(db, brake.FirstYesById is { } first ? [first] : [], cancellationToken);
        return new(
            brake.Id,
            brake.PulledAt,
            brake.Count,
            brake.FirstYesById is { } yes ? people[yes] : null,
            rows.ConvertAll(r => new HeldRow(r.Id, r.Principal, r.Entitlement)),
            await held.CountAsync(cancellationToken));
    }

    /// <summary>Whether the brake is on; pulls it when it is time to.</summary>
    internal async Task<bool> HoldsAsync(CommandScope scope, CancellationToken cancellationToken)
    {
        await scope.Db.LockAsync(Lock, cancellationToken);
        var last = await scope.Db.CarryBrakes.Where(b => b.CampaignId == null).OrderByDescending(b => b.PulledAt).ThenByDescending(b => b.Id).FirstOrDefaultAsync(cancellationToken);
        if (last is { EndedAt: null })
        {
            return true;
        }
        var since = scope.Now - Day;
        since = last?.EndedAt > since ? last.EndedAt.Value : since;
        // One that was claimed may be about to start: it counts as well.
        var begun = await scope.Db.CarryActs.CountAsync(
            a => a.Kind == CarryActKind.TakeAway && a.Attempts > 0 && a.State != CarryActState.Withdrawn
                && (a.StartedAt >= since || (a.State == CarryActState.Waiting && a.LeaseUntil > scope.Now)),
            cancellationToken);
        if (begun < options.MostInADay)
        {
            return false;
        }
        var brake = new CarryBrake { PulledAt = scope.Now, Count = begun };
        scope.Db.CarryBrakes.Add(brake);
        scope.Record("remediation.brake", brake.AsSubject(), after: RecordedBrake.Of(brake));
        scope.Announce(Topic.Remediations);
        return true;
    }

    /// <summary>What waits: nothing was done about it yet.</summary>
    internal static IQueryable<CarryAct> Held(GovernanceDb db) =>
        db.CarryActs.Where(a => a.Kind == CarryActKind.TakeAway && a.State == CarryActState.Waiting && a.StartedAt == null);
}
