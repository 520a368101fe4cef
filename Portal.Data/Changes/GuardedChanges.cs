using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions.Reading;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>
/// Which changes say what a policy of a privileged agent was or is: those to one of its identities, and those to a policy that one of them holds,
/// held or is bounded by. Their text is guarded like that of the policy itself, see <see cref="GuardedPolicies"/>.
/// </summary>
internal static class GuardedChanges
{
    /// <summary>Those of <paramref name="changes"/> that do. A query only for such as hold a policy's text, and none that grows with the organization.</summary>
    /// <param name="db">The database.</param>
    /// <param name="changes">The places of changes, with the policy that they are about or null; only those whose text holds a policy.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlySet<long>> GuardedAsync(
        this GovernanceDb db, IReadOnlyCollection<(long Sequence, string? Policy)> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
        {
            return new HashSet<long>();
        }
        var sequences = changes.Select(c => c.Sequence).ToArray();
        var touched = await db.ChangeParties
            .Where(p => p.IsSubject && EF.Parameter(sequences).Contains(p.Sequence))
            .Join(db.Identities.Where(i => i.AgentId != null), p => p.IdentityId, i => i.Id, (p, i) => new { p.Sequence, i.AgentId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var policies = changes.Select(c => c.Policy).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var holders = await HoldersAsync(db, policies, cancellationToken);
        var agents = touched.Select(t => t.AgentId).Concat(holders.Select(h => h.Agent)).Distinct().ToArray();
        if (agents.Length == 0)
        {
            return new HashSet<long>();
        }
        var privileged = (await db.PrivilegedAgents().Where(a => EF.Parameter(agents).Contains(a)).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        var guarded = holders.Where(h => privileged.Contains(h.Agent)).Select(h => h.Policy).ToHashSet(StringComparer.Ordinal);
        return touched.Where(t => privileged.Contains(t.AgentId)).Select(t => t.Sequence)
            .Concat(changes.Where(c => c.Policy is { } policy && guarded.Contains(policy)).Select(c => c.Sequence))
            .ToHashSet();
    }

    /// <summary>The agents whose identities hold these policies or are bounded by them, now or at any time before.</summary>
    private static async Task<IReadOnlyList<(string Policy, AgentId? Agent)>> HoldersAsync(GovernanceDb db, string[] policies, CancellationToken cancellationToken)
    {
        if (policies.Length == 0)
        {
            return [];
        }
        var held = await db.Entitlements
            .Where(e => EF.Parameter(policies).Contains(e.Key))
            .Join(db.Identities.Where(i => i.AgentId != null), e => e.IdentityId, i => i.Id, (e, i) => new { e.Key, i.AgentId })
            .Distinct()
            .ToListAsync(cancellationToken);
        var bounded = await db.Limits
            .Where(l => l.Kind == LimitKind.Boundary && EF.Parameter(policies).Contains(l.Key))
            .Join(
                db.Identities.Where(i => i.AgentId != null),
                l => new { l.SourceId, NativeId = l.Target },
                i => new { i.SourceId, i.NativeId },
                (l, i) => new { l.Key, i.AgentId })
            .Distinct()
            .ToListAsync(cancellationToken);
        return [.. held.Concat(bounded).Select(h => (h.Key, h.AgentId))];
    }
}
