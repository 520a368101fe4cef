using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Certificates;
using Portal.Data.Permissions.Certificates;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>Works out what reviews of occasions have to ask about, as things are now.</summary>
/// <param name="db">The database.</param>
/// <param name="engines">The engines of the platforms.</param>
/// <param name="now">The time.</param>
internal sealed class OccasionAccess(GovernanceDb db, IReadOnlyDictionary<Platform, IPermissionEngine> engines, DateTimeOffset now)
{
    /// <summary>
    /// For each occasion the entitlements to ask about: none when nothing of it is held any more, null when that cannot be said before the next
    /// snapshot.
    /// </summary>
    public async Task<IReadOnlyDictionary<MicroReviewOccasionId, IReadOnlyList<EntitlementId>?>> ReadAsync(
        MicroReviewTrigger trigger, IReadOnlyCollection<MicroReviewOccasion> occasions, CancellationToken cancellationToken)
    {
        var ids = occasions.Select(o => o.IdentityId).Distinct().ToArray();
        var identities = await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id) && i.ObservedUntil == null && i.AgentId != null).ToListAsync(cancellationToken);
        var here = identities.Select(i => i.Id).ToArray();
        var held = (await db.Entitlements.AsNoTracking().Where(e => EF.Parameter(here).Contains(e.IdentityId) && e.ObservedUntil == null).ToListAsync(cancellationToken)).ToLookup(e => e.IdentityId);
        var beyond = trigger == MicroReviewTrigger.BeyondAttested ? await BeyondAsync(identities, held, cancellationToken) : null;
        var given = occasions.Select(o => o.EntitlementId).OfType<EntitlementId>().ToArray();
        var asked = await db.Entitlements.AsNoTracking().Where(e => EF.Parameter(given).Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return occasions.ToDictionary(o => o.Id, o =>
        {
            var holds = held[o.IdentityId];
            // Rewritten since, it is another row and still the same thing.
            return beyond is not null ? beyond.GetValueOrDefault(o.IdentityId, [])
                : o.EntitlementId is { } id ? [.. holds.Where(e => asked.TryGetValue(id, out var row) && e.Kind == row.Kind && e.Key == row.Key).Select(e => e.Id)]
                : (IReadOnlyList<EntitlementId>?)[.. holds.Select(e => e.Id)];
        });
    }

    /// <summary>What each holds beyond what was attested; what a revoke stands against is on its way out already.</summary>
    private async Task<Dictionary<IdentityId, IReadOnlyList<EntitlementId>?>> BeyondAsync(
        IReadOnlyList<Identity> identities, ILookup<IdentityId, Entitlement> held, CancellationToken cancellationToken)
    {
        var ids = identities.Select(i => i.Id).ToArray();
        var open = await db.Standings.AsNoTracking().Where(s => EF.Parameter(ids).Contains(s.IdentityId) && (s.ToldAt != null || s.DueSince != null)).Select(s => s.IdentityId).ToHashSetAsync(cancellationToken);
        var states = await new CertifiedReader(db, engines).ReadAsync(identities, cancellationToken);
        return identities.ToDictionary(i => i.Id, i =>
        {
            var keys = states.TryGetValue(i.Id, out var state)
                ? state.Standings(now).Where(s => s.State == Certification.Uncertified && s.Certificate is not { IsWithdrawn: true }).Select(s => (s.Kind, s.Key)).ToHashSet()
                : [];
            var beyond = held[i.Id].Where(e => keys.Contains((e.Kind, e.Key))).Select(e => e.Id).ToList();
            return beyond.Count > 0 || !open.Contains(i.Id) ? (IReadOnlyList<EntitlementId>?)beyond : null;
        });
    }
}
