using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Population;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Scopes;

/// <summary>Reads what a scope covers: the one reading behind preview, collecting and launch.</summary>
internal static class ScopeReader
{
    /// <summary>Reads it.</summary>
    /// <param name="db">The database.</param>
    /// <param name="scope">The scope.</param>
    /// <param name="now">The time that days are counted back from.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<ScopedAccess> ReadAsync(GovernanceDb db, CampaignScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var held = new Dictionary<EntitlementId, HeldEntitlement>();
        if (!scope.IsListOnly)
        {
            foreach (var found in await QueriedAsync(db, scope.Query, now, cancellationToken))
            {
                held.Add(found.Id, found);
            }
        }
        if (scope.Listed.Count > 0)
        {
            var listed = scope.Listed.ToList();
            var entitlements = db.Entitlements.Where(e => EF.Parameter(listed).Contains(e.Id) && e.ObservedUntil == null);
            foreach (var found in await HeldAsync(entitlements, db.Identities.Where(i => i.ObservedUntil == null && i.AgentId != null), cancellationToken))
            {
                held.TryAdd(found.Id, found);
            }
        }
        var vanished = scope.Listed.Where(id => !held.ContainsKey(id)).ToList();
        var excluded = new List<ExcludedPart>();
        foreach (var exclusion in scope.Exclusions)
        {
            var parts = held.Values.Where(h => IdOf(h, exclusion.Kind) == exclusion.Id).ToList();
            parts.ForEach(p => held.Remove(p.Id));
            excluded.Add(new(exclusion, await NameAsync(db, exclusion, cancellationToken), parts.Count));
        }
        return new([.. held.Values], excluded, vanished);
    }

    /// <summary>What an exclusion names is called; null when there is no such thing.</summary>
    public static Task<string?> NameAsync(GovernanceDb db, ScopeExclusion exclusion, CancellationToken cancellationToken)
    {
        var (agent, identity, entitlement) = (new AgentId(exclusion.Id), new IdentityId(exclusion.Id), new EntitlementId(exclusion.Id));
        var names = exclusion.Kind switch
        {
            ExcludedKind.Agent => db.Agents.Where(a => a.Id == agent).Select(a => a.Name),
            ExcludedKind.Identity => db.Identities.Where(i => i.Id == identity).Select(i => i.Name),
            ExcludedKind.Entitlement => db.Entitlements.Where(e => e.Id == entitlement).Select(e => e.Name),
        };
        return names.SingleOrDefaultAsync(cancellationToken);
    }

    private static async Task<IReadOnlyList<HeldEntitlement>> QueriedAsync(
        GovernanceDb db, ReviewScope scope, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var agents = await AgentQueries.ChosenAsync(db, scope.Agents, cancellationToken);
        if (scope.Frequency is { } frequency)
        {
            var analyses = db.FrequencyAnalyses.Where(f => f.Frequency == frequency && f.IsCurrent);
            agents = agents.Where(a => analyses.Any(f => f.AgentId == a.Id));
        }
        var identities = db.Identities.Where(i => i.ObservedUntil == null && agents.Any(a => a.Id == i.AgentId));
        if (scope.Source is { } source)
        {
            identities = identities.Where(i => i.SourceId == source);
        }
        if (scope.Agents.Platform is { } platform)
        {
            identities = identities.Where(i => i.Platform == platform);
        }
        if (scope.UnusedDays is { } days)
        {
            var before = now.AddDays(-days);
            identities = identities.Where(i => i.LastUsedAt < before);
        }
        var entitlements = db.Entitlements.Where(e => e.ObservedUntil == null);
        if (scope.Uncertified is true)
        {
            var items = db.ReviewItems;
            entitlements = entitlements.Where(
                e => !items.Any(i => i.EntitlementId == e.Id && i.State == ReviewItemState.Attested && (i.Until == null || i.Until > now)));
        }
        var held = await HeldAsync(entitlements, identities, cancellationToken);
        return scope.Privileged is null && scope.Tag is null ? held : await NarrowAsync(held, identities, scope, cancellationToken);
    }

    private static async Task<List<HeldEntitlement>> HeldAsync(
        IQueryable<Entitlement> entitlements, IQueryable<Identity> identities, CancellationToken cancellationToken)
    {
        var found = await entitlements
            .Join(identities, e => e.IdentityId, i => i.Id, (e, i) => new { e.Id, e.IdentityId, i.AgentId, e.Kind })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(f => new HeldEntitlement(f.Id, f.IdentityId, f.AgentId!.Value, f.Kind));
    }

    /// <summary>By what stands in JSON columns, which no engine searches.</summary>
    private static async Task<IReadOnlyList<HeldEntitlement>> NarrowAsync(
        List<HeldEntitlement> held, IQueryable<Identity> identities, ReviewScope scope, CancellationToken cancellationToken)
    {
        var candidates = await identities.Select(i => new { i.Id, i.IsAdministrator, i.Totals, i.Tags }).ToListAsync(cancellationToken);
        var covered = candidates
            .Where(i => (scope.Privileged is not { } privileged || IsPrivileged(i.IsAdministrator, i.Totals) == privileged) && (scope.Tag is not { } tag || HasTag(i.Tags, tag)))
            .Select(i => i.Id)
            .ToHashSet();
        return held.FindAll(h => covered.Contains(h.Identity));
    }

    private static bool IsPrivileged(bool isAdministrator, PermissionTotals? totals) =>
        isAdministrator || totals?.ByAccess.Any(t => t is { Access: AccessLevel.PermissionsManagement, Actions: > 0 }) == true;

    private static bool HasTag(IReadOnlyDictionary<string, string> tags, string asked)
    {
        var (key, value) = asked.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (asked[..at], asked[(at + 1)..]) : (asked, null);
        return tags.Any(t => t.Key.Equals(key, StringComparison.OrdinalIgnoreCase) && (value is null || t.Value.Equals(value, StringComparison.OrdinalIgnoreCase)));
    }

    private static Guid IdOf(HeldEntitlement held, ExcludedKind kind) => kind switch
    {
        ExcludedKind.Agent => held.Agent.Value,
        ExcludedKind.Identity => held.Identity.Value,
        ExcludedKind.Entitlement => held.Id.Value,
    };
}
