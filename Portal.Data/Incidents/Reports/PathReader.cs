using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Changes.Effects;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Incidents.Reports;

/// <summary>
/// Asks the engine what allowed acts at their time. It starts from the last snapshot before the act, puts into it what events told since, and asks
/// once for acts between which nothing of that changed.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="platforms">Whose engines answer.</param>
internal sealed class PathReader(GovernanceDb db, IReadOnlyDictionary<Platform, IPlatform> platforms)
{
    private static readonly Dictionary<string, IReadOnlyList<string>> NoContext = new(StringComparer.Ordinal);

    private readonly Dictionary<(IdentityId, SnapshotId?, long, string?), Held> _held = [];
    private readonly Dictionary<Platform, SourceId[]> _sources = [];

    /// <summary>What allowed it.</summary>
    public async Task<PathFacts?> ReadAsync(ActChange act, CancellationToken cancellationToken)
    {
        if (act.Actor is not { } identity || act.Change.IsSilent || !platforms.TryGetValue(identity.Platform, out var platform))
        {
            return null;
        }
        var action = platform.Events.ActionsOf(act.Change.Service, act.Change.Name)[0];
        var held = await HeldAsync(identity, platform.Permissions, act, cancellationToken);
        var answer = platform.Permissions.Check(held.Holding, new(action, act.Call?.Resource ?? "*", NoContext));
        var somewhere = act.Call?.Resource is null && answer.Decision is AccessDecision.ExplicitlyDenied or AccessDecision.ImplicitlyDenied
            ? held.All(platform.Permissions).Permissions.FirstOrDefault(p => p.Actions.Contains(action, StringComparer.OrdinalIgnoreCase))
            : null;
        var grants = new List<GrantFact>();
        foreach (var entitlement in GivenBy(held.Holding, answer, somewhere))
        {
            grants.Add(await GrantAsync(identity, entitlement, held, act.Change, cancellationToken));
        }
        return new(
            identity,
            action,
            act.Call?.Resource,
            held.Snapshot,
            held.IsLater,
            held.Since,
            answer with { NotModelled = [.. answer.NotModelled.Concat(held.Gaps).Distinct(StringComparer.Ordinal)] },
            somewhere,
            grants,
            [.. held.Holding.Limits.Where(l => l.Kind == LimitKind.Boundary).Select(l => l.Name).Order(StringComparer.Ordinal)],
            [.. held.Holding.Limits.Where(l => l.Kind == LimitKind.ServiceControlPolicy).Select(l => l.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            held.IsOrganizationKnown);
    }

    private static IEnumerable<EntitlementRef> GivenBy(Holding holding, AccessAnswer answer, EffectivePermission? somewhere)
    {
        var names = ReportTexts.Allowing(answer).Select(s => s.Policy).ToHashSet(StringComparer.Ordinal);
        return holding.Policies.Where(p => names.Contains(p.Name) || names.Contains(p.Entitlement.Name)).Select(p => p.Entitlement)
            .Concat(somewhere?.Entitlement is { } given ? [given] : [])
            .DistinctBy(e => (e.Kind, e.Key))
            .OrderBy(e => e.Name, StringComparer.Ordinal).ThenBy(e => e.Key, StringComparer.Ordinal);
    }

    private async Task<Held> HeldAsync(Identity identity, IPermissionEngine engine, ActChange act, CancellationToken cancellationToken)
    {
        var at = act.Change.At;
        var isLater = identity.ObservedFrom > at;
        var asOf = isLater ? identity.ObservedFrom : at;
        var snapshot = await db.Snapshots.AsNoTracking().Where(s => s.SourceId == identity.SourceId && s.TakenAt <= asOf)
            .OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        var since = isLater ? [] : await SinceAsync(identity, snapshot?.TakenAt ?? identity.ObservedFrom, act.Change, cancellationToken);
        var key = (identity.Id, snapshot?.Id, since is [.., var newest] ? newest.Sequence : 0, act.Call?.Resource);
        if (_held.TryGetValue(key, out var known))
        {
            return known;
        }
        var (_, read) = (await new HoldingReader(db, asOf).FindAsync(identity.Id, act.Call?.Resource, cancellationToken))!.Value;
        var (holding, gaps) = (read.Holding, read.Gaps.ToList());
        foreach (var change in since)
        {
            var (applied, problem) = await new AppliedChangeReader(db, engine, change).ReadAsync(change.Target, cancellationToken);
            if (applied is null)
            {
                gaps.Add(problem!);
                continue;
            }
            holding = applied.After(holding);
        }
        var tree = holding.LimitsOnResources.ContainsKey(identity.Container);
        return _held[key] = new(holding, read.Entitlements, gaps, snapshot, isLater, since, tree);
    }

    private Task<List<Change>> SinceAsync(Identity identity, DateTimeOffset after, Change until, CancellationToken cancellationToken)
    {
        var (at, sequence, id) = (until.At, until.Sequence, identity.Id);
        return db.ChangeParties.Where(p => p.IdentityId == id && p.IsSubject && p.At > after && p.At <= at && p.Sequence != sequence)
            .Join(db.Changes.AsNoTracking(), p => p.Sequence, c => c.Sequence, (p, c) => c)
            .Where(c => c.Error == null && !c.IsSilent && (c.At < at || c.Sequence < sequence))
            .Where(c => c.Kind == ChangeKind.PermissionGained || c.Kind == ChangeKind.PermissionLost || c.Kind == ChangeKind.PermissionChanged
                || c.Kind == ChangeKind.LimitAdded || c.Kind == ChangeKind.LimitRemoved)
            .OrderBy(c => c.At).ThenBy(c => c.Sequence)
            .ToListAsync(cancellationToken);
    }

    private async Task<GrantFact> GrantAsync(Identity identity, EntitlementRef entitlement, Held held, Change until, CancellationToken cancellationToken)
    {
        var gave = await LastAsync(identity.Platform, ChangeTarget.OfEntitlement(entitlement.Kind, entitlement.Key, identity.Kind, identity.Container, identity.Name), until, cancellationToken);
        var rewrote = entitlement.Kind == EntitlementKind.ManagedPolicy
            ? await LastAsync(identity.Platform, ChangeTarget.OfPolicy(entitlement.Key), until, cancellationToken)
            : null;
        var row = held.Entitlements.FirstOrDefault(e => e.Kind == entitlement.Kind && e.Key == entitlement.Key);
        var seen = row is null ? null : await db.Snapshots.AsNoTracking().Where(s => s.SourceId == identity.SourceId && s.TakenAt == row.ObservedFrom)
            .OrderBy(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        return new(entitlement, gave, rewrote, seen, await AttestedAsync(identity.Id, entitlement, row?.Id, until.At, cancellationToken));
    }

    private async Task<Change?> LastAsync(Platform platform, string target, Change until, CancellationToken cancellationToken)
    {
        if (!_sources.TryGetValue(platform, out var sources))
        {
            _sources.Add(platform, sources = await db.Sources.Where(s => s.Platform == platform).Select(s => s.Id).ToArrayAsync(cancellationToken));
        }
        var (at, sequence) = (until.At, until.Sequence);
        var targets = Array.ConvertAll(sources, source => ChangeTarget.In(source, target));
        return await db.Changes.AsNoTracking()
            .Where(c => EF.Parameter(targets).Contains(c.TargetKey!.Value) && c.At <= at && c.Sequence != sequence)
            .Where(c => c.Error == null && (c.Kind == ChangeKind.PermissionGained || c.Kind == ChangeKind.PermissionChanged))
            .OrderByDescending(c => c.At).ThenByDescending(c => c.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
    }

    private async Task<AttestationFact?> AttestedAsync(
        IdentityId identity, EntitlementRef entitlement, EntitlementId? row, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var (kind, key) = (entitlement.Kind, entitlement.Key);
        var found = await (
            from decision in db.Decisions.AsNoTracking()
            join item in db.ReviewItems on decision.ItemId equals item.Id
            join held in db.Entitlements on item.EntitlementId equals held.Id
            join campaign in db.Campaigns on decision.CampaignId equals campaign.Id
            join person in db.Set<People.Person>() on decision.ById equals person.Id
            where item.IdentityId == identity && held.Kind == kind && held.Key == key
                && decision.Kind == DecisionKind.Attest && decision.Counts && decision.At <= before
            orderby decision.At descending, decision.Id descending
            select new { decision, EntitlementId = held.Id, Campaign = campaign.Name, Person = person.Name }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : new(found.decision, found.Person, found.Campaign, row is { } now && found.EntitlementId != now);
    }

    private sealed record Held(
        Holding Holding, IReadOnlyList<Entitlement> Entitlements, IReadOnlyList<string> Gaps, Snapshot? Snapshot, bool IsLater, IReadOnlyList<Change> Since, bool IsOrganizationKnown)
    {
        private EffectivePermissions? _all;

        public EffectivePermissions All(IPermissionEngine engine) => _all ??= engine.Evaluate(Holding);
    }
}
