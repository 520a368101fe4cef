using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes.Effects;

/// <summary>Says what a change means.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
/// <param name="clock">The time.</param>
public sealed class ChangeEffectQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms, TimeProvider clock)
{
    private readonly Dictionary<Platform, IPlatform> _platforms = platforms.ToDictionary(p => p.Platform);

    /// <summary>The effect of a change; null when there is no such change.</summary>
    public async Task<ChangeEffect?> OfAsync(ChangeId id, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is { } change
            ? await OfAsync(db, change, cancellationToken)
            : null;
    }

    /// <summary>The effect of a change.</summary>
    internal async Task<ChangeEffect> OfAsync(GovernanceDb db, Change change, CancellationToken cancellationToken) =>
        _platforms.TryGetValue(change.Platform, out var platform)
            ? await new EffectWork(db, platform, change, clock.GetUtcNow()).RunAsync(cancellationToken)
            : ChangeEffect.None($"Permissions on {change.Platform} cannot be computed yet.");
}
