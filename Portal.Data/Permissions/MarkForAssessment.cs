using Microsoft.EntityFrameworkCore;
using Portal.Data.Commands;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Data.Permissions;

/// <summary>
/// Notes in the import's transaction whose risk has to be worked out again: an organization's limit, a policy on a resource or a report of use
/// may move without the identity's own policies. What a policy on a resource cannot move is left alone.
/// </summary>
/// <param name="platforms">Whose engines know whom a policy speaks of.</param>
internal sealed class MarkForAssessment(IEnumerable<IPlatform> platforms) : ISnapshotFollower
{
    private const int AtOnce = 500;

    // No hash, and not the empty one of those that were never assessed: what changes now is a change of their risk.
    private const string Again = "again";

    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <inheritdoc/>
    public async Task OnImportedAsync(CommandScope scope, Snapshot snapshot, SnapshotDifference difference, CancellationToken cancellationToken)
    {
        foreach (var batch in difference.ChangedIdentities.Chunk(AtOnce))
        {
            await MarkAsync(scope.Db.Identities.Where(i => EF.Parameter(batch).Contains(i.Id)), cancellationToken);
        }
        foreach (var batch in difference.Reported.Chunk(AtOnce))
        {
            await MarkAsync(scope.Db.Identities.Where(i => EF.Parameter(batch).Contains(i.Id) && i.AssessedHash != string.Empty), cancellationToken);
        }
        if (!difference.MovesLimitsOnResources && difference.ResourcePolicies.Count == 0)
        {
            return;
        }
        var platform = await scope.Db.Sources.Where(s => s.Id == snapshot.SourceId).Select(s => s.Platform).SingleAsync(cancellationToken);
        var audience = difference.MovesLimitsOnResources ? new PolicyAudience(IsEveryone: true, [], []) : await AudienceAsync(scope, platform, difference.ResourcePolicies, cancellationToken);
        var assessed = scope.Db.Identities.Where(i => i.Platform == platform && i.ObservedUntil == null && i.AssessedHash != string.Empty);
        if (audience.IsEveryone)
        {
            await MarkAsync(assessed, cancellationToken);
            return;
        }
        foreach (var batch in audience.Containers.Chunk(AtOnce))
        {
            await MarkAsync(assessed.Where(i => EF.Parameter(batch).Contains(i.Container)), cancellationToken);
        }
        foreach (var batch in audience.NativeIds.Chunk(AtOnce))
        {
            await MarkAsync(assessed.Where(i => EF.Parameter(batch).Contains(i.NativeId)), cancellationToken);
        }
    }

    private async Task<PolicyAudience> AudienceAsync(CommandScope scope, Platform platform, IReadOnlyList<ResourcePolicy> changed, CancellationToken cancellationToken)
    {
        var (containers, names) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        var after = await new WeighedResourcePolicies(scope.Db, at: null).CountAsync(platform, cancellationToken);
        var before = after - changed.GroupBy(p => p.Resource, StringComparer.Ordinal).Sum(policies => (policies.Any(p => p.ObservedUntil is null) ? 1 : 0) - (policies.Any(p => p.ObservedUntil is not null) ? 1 : 0));
        if (before > WeighedResourcePolicies.Most && after > WeighedResourcePolicies.Most)
        {
            return new PolicyAudience(IsEveryone: false, [], []);
        }
        if (before > WeighedResourcePolicies.Most || after > WeighedResourcePolicies.Most || !_engines.TryGetValue(platform, out var engine))
        {
            return new PolicyAudience(IsEveryone: true, [], []);
        }
        foreach (var batch in changed.Chunk(AtOnce))
        {
            var hashes = batch.Select(p => p.DocumentHash).Distinct(StringComparer.Ordinal).ToArray();
            var texts = await scope.Db.PolicyDocuments.AsNoTracking().Where(d => EF.Parameter(hashes).Contains(d.Hash)).ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
            foreach (var policy in batch.Where(p => texts.ContainsKey(p.DocumentHash)))
            {
                var audience = engine.Audience(new(policy.Resource, policy.Container, new(policy.DocumentHash, texts[policy.DocumentHash])));
                if (audience.IsEveryone)
                {
                    return audience;
                }
                containers.UnionWith(audience.Containers);
                names.UnionWith(audience.NativeIds);
            }
        }
        return new PolicyAudience(IsEveryone: false, containers, names);
    }

    private static Task<int> MarkAsync(IQueryable<Identity> identities, CancellationToken cancellationToken) =>
        identities.ExecuteUpdateAsync(s => s.SetProperty(i => i.AssessedHash, Again), cancellationToken);
}
