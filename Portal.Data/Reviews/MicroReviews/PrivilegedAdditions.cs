using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.MicroReviews;

/// <summary>
/// Finds entitlements that snapshots showed for the first time and that are privileged by themselves, in the same sense as in reviews: they give
/// or take rights, or what they allow is unknown. Rewritten ones count when they allow more than before. What the first snapshot of a source
/// shows was there already.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="engines">The engines of the platforms.</param>
internal sealed class PrivilegedAdditions(GovernanceDb db, IReadOnlyDictionary<Platform, IPermissionEngine> engines)
{
    private const int AtOnce = 500;

    // Clocks differ, and reading an account takes its time.
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(15);

    /// <summary>Finds them.</summary>
    public async Task<IEnumerable<FoundOccasion>> FindAsync(
        IQueryable<Identity> identities, DateTimeOffset since, IReadOnlySet<string> known, CancellationToken cancellationToken)
    {
        var found = new List<FoundOccasion>();
        var snapshots = db.Snapshots.AsNoTracking();
        var recent = await snapshots
            .Where(s => s.ImportedAt >= since && snapshots.Any(e => e.SourceId == s.SourceId && e.TakenAt < s.TakenAt))
            .OrderBy(s => s.TakenAt)
            .Select(s => new { s.SourceId, s.TakenAt })
            .ToListAsync(cancellationToken);
        foreach (var snapshot in recent)
        {
            var there = identities.Where(i => i.SourceId == snapshot.SourceId);
            var begun = (await db.Entitlements.AsNoTracking()
                .Where(e => e.ObservedFrom == snapshot.TakenAt && there.Any(i => i.Id == e.IdentityId))
                .ToListAsync(cancellationToken)).FindAll(e => !known.Contains(KeyOf(e)));
            foreach (var some in begun.GroupBy(e => e.IdentityId).Chunk(AtOnce))
            {
                found.AddRange(await JudgeAsync(some, snapshot.SourceId, snapshot.TakenAt, cancellationToken));
            }
        }
        return found;
    }

    private async Task<IEnumerable<FoundOccasion>> JudgeAsync(
        IReadOnlyList<IGrouping<IdentityId, Entitlement>> begun, SourceId source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = begun.Select(g => g.Key).ToArray();
        var identities = await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var after = await new HoldingReader(db, at).ReadAsync([.. identities.Values], resource: null, cancellationToken);
        var before = await new HoldingReader(db, at.AddMilliseconds(-1)).ReadAsync([.. identities.Values], resource: null, cancellationToken);
        var privileged = begun.SelectMany(g => g).Where(e => IsPrivileged(e, identities[e.IdentityId].Platform, before[e.IdentityId], after[e.IdentityId])).ToList();
        var changes = await ChangesAsync(privileged, identities, source, at, cancellationToken);
        return privileged.Select(e => new FoundOccasion(KeyOf(e), e.IdentityId, e.Id, changes.GetValueOrDefault(e.Id), at, Sentence(e, before[e.IdentityId])));
    }

    private bool IsPrivileged(Entitlement entitlement, Platform platform, HeldBy before, HeldBy after)
    {
        var alone = Alone(after.Holding, entitlement);
        var engine = engines.GetValueOrDefault(platform);
        var contribution = engine?.Contributions(alone).FirstOrDefault(c => c.Entitlement.Kind == entitlement.Kind && c.Entitlement.Key == entitlement.Key)
            ?? FactsReader.Missing(entitlement, platform, engine is not null);
        if (!EntitlementFacts.Of(contribution, AgentEnvironment.Unknown).IsPrivileged)
        {
            return false;
        }
        return engine is null || !Was(entitlement, before) || engine.Compare(Alone(before.Holding, entitlement) with { Limits = alone.Limits }, alone).Gained.Count > 0;
    }

    /// <summary>The changes that told of them: the silent one of that very row, or the last event about that very thing.</summary>
    private async Task<Dictionary<EntitlementId, ChangeId?>> ChangesAsync(
        IReadOnlyCollection<Entitlement> entitlements, Dictionary<IdentityId, Identity> identities, SourceId source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var ids = entitlements.Select(e => e.IdentityId).Distinct().ToArray();
        if (ids.Length == 0)
        {
            return [];
        }
        var from = await db.Snapshots.Where(s => s.SourceId == source && s.TakenAt < at).MaxAsync(s => s.TakenAt, cancellationToken) - Slack;
        var until = at + Slack;
        var told = await db.ChangeParties.Where(p => EF.Parameter(ids).Contains(p.IdentityId) && p.IsSubject && p.At >= from && p.At <= until)
            .Join(db.Changes.Where(c => c.Error == null && EF.Parameter(Change.Weighable).Contains(c.Kind)), p => p.Sequence, c => c.Sequence, (p, c) => new { p.IdentityId, c.Id, c.At, c.EventId, c.Target, c.IsSilent })
            .OrderByDescending(c => c.At)
            .ToListAsync(cancellationToken);
        return entitlements.ToDictionary(e => e.Id, e =>
        {
            var holder = identities[e.IdentityId];
            var target = ChangeTarget.OfEntitlement(e.Kind, e.Key, holder.Kind, holder.Container, holder.Name);
            var rewriting = e.Kind == EntitlementKind.ManagedPolicy ? ChangeTarget.OfPolicy(e.Key) : target;
            return (told.Find(c => c.IdentityId == e.IdentityId && c.IsSilent && c.EventId.EndsWith(e.Id.Value.ToString("N"), StringComparison.Ordinal))
                ?? told.Find(c => c.IdentityId == e.IdentityId && !c.IsSilent && (c.Target == target || c.Target == rewriting)))?.Id;
        });
    }

    private static bool Was(Entitlement entitlement, HeldBy before) => before.Entitlements.Any(b => b.Kind == entitlement.Kind && b.Key == entitlement.Key);

    private static Holding Alone(Holding holding, Entitlement entitlement) => holding with
    {
        Policies = [.. holding.Policies.Where(p => p.Entitlement.Kind == entitlement.Kind && p.Entitlement.Key == entitlement.Key)],
        ResourcePolicies = [],
    };

    private static string KeyOf(Entitlement entitlement) => $"entitlement/{entitlement.Id.Value:N}";

    private static string Sentence(Entitlement entitlement, HeldBy before) =>
        Was(entitlement, before) ? $"Something privileged that it holds was widened: {entitlement.Name}." : $"It was given something privileged: {entitlement.Name}.";
}
