using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Finds the document of a policy of which only the native id is known.</summary>
internal static class KnownPolicies
{
    /// <summary>The document that the platform publishes, or that a holder or a boundary brought; null when there is none.</summary>
    /// <param name="db">The database.</param>
    /// <param name="engine">Knows what the platform publishes.</param>
    /// <param name="policy">Native id of the policy.</param>
    /// <param name="at">As of then, or else the first that was seen since; null for what is held now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<PolicyText?> FindPolicyAsync(this GovernanceDb db, IPermissionEngine engine, string policy, DateTimeOffset? at, CancellationToken cancellationToken)
    {
        if (engine.Published(policy) is { } published)
        {
            return published;
        }
        var holders = db.Entitlements.AsNoTracking().Where(e => e.Kind == EntitlementKind.ManagedPolicy && e.Key == policy);
        var bounded = db.Limits.AsNoTracking().Where(l => l.Kind == LimitKind.Boundary && l.Key == policy && l.DocumentHash != null);
        var hash = HashOf(await holders.InForce(at).OrderBy(e => e.ObservedFrom).FirstOrDefaultAsync(cancellationToken))
            ?? await bounded.InForce(at).OrderBy(l => l.ObservedFrom).Select(l => l.DocumentHash).FirstOrDefaultAsync(cancellationToken);
        if (hash is null && at is { } time)
        {
            hash = HashOf(await holders.Where(e => e.ObservedFrom > time).OrderBy(e => e.ObservedFrom).FirstOrDefaultAsync(cancellationToken))
                ?? await bounded.Where(l => l.ObservedFrom > time).OrderBy(l => l.ObservedFrom).Select(l => l.DocumentHash).FirstOrDefaultAsync(cancellationToken);
        }
        return hash is not null && await db.PolicyDocuments.AsNoTracking().SingleOrDefaultAsync(d => d.Hash == hash, cancellationToken) is { } document
            ? new(document.Hash, document.Text)
            : null;
    }

    private static string? HashOf(Entitlement? holder) => holder?.Documents is [{ Hash: { } hash }, ..] ? hash : null;
}
