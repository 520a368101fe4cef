using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Lists;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>Reads whom policies on resources, roles' trust policies included, let in from outside.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
public sealed class OutsideQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    private const int AtOnce = 200;
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>One page of grants to outsiders, in the order of resources. Services of the platform itself are left out unless asked for.</summary>
    /// <param name="kind">Only such outsiders; null for all but services.</param>
    /// <param name="container">Only resources of this account, project or namespace; null for all.</param>
    /// <param name="page">Which part. A page may hold a few more rows than asked for: the rows of one resource are not parted.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Page<OutsideRow>> ListAsync(OutsideKind? kind, string? container, PageRequest page, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var known = (await db.Identities.AsNoTracking().Where(i => i.ObservedUntil == null).Select(i => i.Container).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var rows = new List<OutsideRow>();
        var after = page.After;
        while (rows.Count < page.Limit)
        {
            var batch = await BatchAsync(db, container, after, cancellationToken);
            foreach (var (policy, platform, text) in batch)
            {
                if (rows.Count >= page.Limit && policy.Resource != after)
                {
                    return new(rows, after);
                }
                after = policy.Resource;
                rows.AddRange(Outsiders(policy, platform, text).Where(g => kind is { } only ? g.Kind == only : g.Kind != OutsideKind.Service)
                    .Select(g => new OutsideRow(policy.Resource, policy.Container, g, g.Container is { } account && known.Contains(account))));
            }
            if (batch.Count < AtOnce)
            {
                return new(rows, Next: null);
            }
        }
        return new(rows, after);
    }

    private IReadOnlyList<OutsideGrant> Outsiders(ResourcePolicy policy, Platform platform, PolicyDocument text) => _engines.TryGetValue(platform, out var engine)
        ? engine.Outsiders(new(policy.Resource, policy.Container, new(text.Hash, text.Text)))
        : [];

    private static async Task<List<(ResourcePolicy Policy, Platform Platform, PolicyDocument Text)>> BatchAsync(
        GovernanceDb db, string? container, string? after, CancellationToken cancellationToken)
    {
        var policies = db.ResourcePolicies.AsNoTracking().Where(p => p.ObservedUntil == null);
        policies = container is null ? policies : policies.Where(p => p.Container == container);
        policies = after is null ? policies : policies.Where(p => p.Resource.CompareTo(after) > 0);
        var found = await policies.OrderBy(p => p.Resource)
            .Join(db.PolicyDocuments.AsNoTracking(), p => p.DocumentHash, d => d.Hash, (p, d) => new { Policy = p, Text = d })
            .OrderBy(p => p.Policy.Resource)
            .Take(AtOnce)
            .ToListAsync(cancellationToken);
        return [.. found.Select(p => (p.Policy, p.Text.Platform, p.Text))];
    }
}
