using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>
/// Says what a change means: what each identity that it touches may do since, and might not before, in actions, resources and conditions. Taken
/// for the rest is what the identity held at the time, as snapshots show it.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
public sealed class ChangeEffectQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    private const string SeenLater = "It was first seen after this change: what else it held then is taken from the first snapshot that shows it.";

    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>The effect of a change; null when there is no such change.</summary>
    public async Task<ChangeEffect?> OfAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } change)
        {
            return null;
        }
        var (applied, reason) = AppliedChange.Of(change);
        if (applied is null)
        {
            return ChangeEffect.None(reason!);
        }
        if (!_engines.TryGetValue(change.Platform, out var engine))
        {
            return ChangeEffect.None($"Permissions on {change.Platform} cannot be computed yet.");
        }
        var (before, problemBefore) = await db.DocumentOfAsync(engine, applied.Before, change.At, cancellationToken);
        var (after, problemAfter) = await db.DocumentOfAsync(engine, applied.After, change.At, cancellationToken);
        if ((problemBefore ?? problemAfter) is { } problem)
        {
            return ChangeEffect.None(problem);
        }
        var parties = db.ChangeParties.Where(p => p.Sequence == change.Sequence && p.IsSubject).Select(p => p.IdentityId);
        var concerned = db.Identities.AsNoTracking().Where(i => parties.Contains(i.Id));
        var count = await concerned.CountAsync(cancellationToken);
        var identities = await concerned.OrderByDescending(i => i.Risk).ThenBy(i => i.Id).Take(ChangeEffect.Most).ToListAsync(cancellationToken);
        var rows = new Dictionary<IdentityId, ChangeEffectRow>();
        foreach (var together in identities.GroupBy(i => i.ObservedFrom > change.At ? i.ObservedFrom : change.At))
        {
            var held = await new HoldingReader(db, together.Key).ReadAsync([.. together], resource: null, cancellationToken);
            foreach (var identity in together)
            {
                rows.Add(identity.Id, Row(engine, identity, held[identity.Id], together.Key > change.At, applied, before, after));
            }
        }
        return count == 0 ? ChangeEffect.None("No identity that the portal knows is touched by it.") : new([.. identities.Select(i => rows[i.Id])], count, null);
    }

    private static ChangeEffectRow Row(
        IPermissionEngine engine, Identity identity, HeldBy held, bool isLater, AppliedChange applied, PolicyText? before, PolicyText? after)
    {
        var old = applied.Before?.Apply(held.Holding, before) ?? held.Holding;
        var difference = engine.Compare(old, applied.After.Apply(held.Holding, after));
        string[] gaps = isLater ? [.. held.Gaps, SeenLater] : [.. held.Gaps];
        return new(identity.Id, identity.Name, identity.NativeId, difference with { NotModelled = [.. difference.NotModelled.Concat(gaps).Distinct(StringComparer.Ordinal)] });
    }
}
