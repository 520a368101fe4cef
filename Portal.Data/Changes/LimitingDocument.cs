using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Changes;

/// <summary>A document that gives nothing by itself, as snapshots show it: an organization's policy, or who may become an identity.</summary>
/// <param name="Of">The policy's native id, or <see cref="NameOf"/> the identity.</param>
/// <param name="From">The first snapshot that showed it.</param>
/// <param name="Until">The first that no longer did, or null.</param>
/// <param name="Hash">The document, or null when it is not known.</param>
internal sealed record LimitingDocument(string Of, DateTimeOffset From, DateTimeOffset? Until, string? Hash)
{
    /// <summary>What stands for an identity's own policy.</summary>
    public static string NameOf(IdentityId identity) => $"identity {identity.Value}";

    /// <summary>Whether snapshots showed it at that time.</summary>
    public bool IsAt(DateTimeOffset at) => From <= at && (Until is null || Until > at);

    /// <summary>Reads those that events rewrite; such events are few.</summary>
    public static async Task<IReadOnlyList<LimitingDocument>> ReadAsync(
        GovernanceDb db, SourceId[] related, IReadOnlyList<NativeEvent> events, IReadOnlySet<IdentityId> subjects, CancellationToken cancellationToken)
    {
        var found = new List<LimitingDocument>();
        var policies = events.Where(e => e.Scope is null).Select(e => e.LimitPolicy).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (policies.Length > 0)
        {
            found.AddRange(await db.Limits.AsNoTracking()
                .Where(l => EF.Parameter(related).Contains(l.SourceId) && l.Kind != LimitKind.Boundary && EF.Parameter(policies).Contains(l.Key))
                .Select(l => new LimitingDocument(l.Key, l.ObservedFrom, l.ObservedUntil, l.DocumentHash))
                .ToListAsync(cancellationToken));
        }
        if (events.Any(e => e.IsTrustDocument))
        {
            var ids = subjects.ToArray();
            var trusts = await db.Identities
                .Where(i => EF.Parameter(ids).Contains(i.Id))
                .Join(db.ResourcePolicies, i => new { i.SourceId, Of = i.NativeId }, p => new { p.SourceId, Of = p.Resource }, (i, p) => new { i.Id, p.ObservedFrom, p.ObservedUntil, p.DocumentHash })
                .ToListAsync(cancellationToken);
            found.AddRange(trusts.Select(t => new LimitingDocument(NameOf(t.Id), t.ObservedFrom, t.ObservedUntil, t.DocumentHash)));
        }
        return found;
    }
}
