using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.Reading;

/// <summary>
/// Whose policies are guarded: those of every agent that is privileged, which is one that has an identity as powerful as an administrator. Who
/// reads their text, with the conditions and resources in it, learns how to use them, so each reading is recorded.
/// </summary>
internal static class GuardedPolicies
{
    /// <summary>The agents that are privileged now.</summary>
    public static IQueryable<AgentId?> PrivilegedAgents(this GovernanceDb db) =>
        db.Identities.Where(i => i.IsAdministrator && i.ObservedUntil == null && i.AgentId != null).Select(i => i.AgentId);

    /// <summary>
    /// Whether a text may hold a policy's, whole or quoted in something else. One that only looks like it is guarded for nothing; one with
    /// escapes where none are needed is not to pass for anything else.
    /// </summary>
    public static bool MayHoldPolicy(string? text) =>
        text is not null && (text.Contains("Statement", StringComparison.OrdinalIgnoreCase) || text.Contains(@"\u00", StringComparison.Ordinal));

    /// <summary>Whether the policies of an identity are guarded.</summary>
    public static async Task<bool> AreGuardedAsync(this GovernanceDb db, Identity identity, CancellationToken cancellationToken) =>
        identity.AgentId is { } agent && await db.PrivilegedAgents().AnyAsync(a => a == agent, cancellationToken);

    /// <summary>
    /// The identities of privileged agents that hold a document or are bounded by it, now or at any time before: who asks for an earlier time
    /// is shown the documents of that time, and they are guarded like those of now.
    /// </summary>
    /// <param name="db">The database.</param>
    /// <param name="hash">The document.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<GuardedHolder>> GuardedHoldersAsync(this GovernanceDb db, string hash, CancellationToken cancellationToken)
    {
        var privileged = db.PrivilegedAgents();
        var held = await db.Entitlements.AsNoTracking()
            .Join(db.Identities.Where(i => privileged.Contains(i.AgentId)), e => e.IdentityId, i => i.Id, (e, i) => new { e.Documents, i.Id, i.Name, i.AgentId })
            .ToListAsync(cancellationToken);
        var bounded = await db.Limits.AsNoTracking()
            .Where(l => l.Kind == LimitKind.Boundary && l.DocumentHash == hash)
            .Join(
                db.Identities.Where(i => privileged.Contains(i.AgentId)),
                l => new { l.SourceId, NativeId = l.Target },
                i => new { i.SourceId, i.NativeId },
                (_, i) => new { i.Id, i.Name, i.AgentId })
            .ToListAsync(cancellationToken);
        return [.. held
            .Where(h => h.Documents.Any(d => d.Hash == hash))
            .Select(h => new { h.Id, h.Name, h.AgentId })
            .Concat(bounded)
            .Select(h => new GuardedHolder(h.Id, h.Name, h.AgentId!.Value))
            .Distinct()
            .OrderBy(h => h.Identity)];
    }
}
