using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Organizations;
using Portal.Data.Sources;
using Portal.Data.Storage;

namespace Portal.Data.Permissions;

/// <summary>
/// Which policies on resources are weighed with an identity: those of all sources of its platform, since a resource's policy lets in identities
/// that another source holds. Of several on one resource, that of the first source counts. Policies on identities themselves say who may act
/// as them and are weighed only where that is asked. <see cref="Organization.ResourcePolicies"/> are the same, read in another way.
/// </summary>
/// <param name="db">The database.</param>
/// <param name="at">As of this time, or null for now.</param>
internal sealed class WeighedResourcePolicies(GovernanceDb db, DateTimeOffset? at)
{
    /// <summary>More than these are not weighed at once; questions about one resource find theirs by its name.</summary>
    public const int Most = 500;

    /// <summary>What an answer says that left them out.</summary>
    public const string TooMany = "Policies on resources are not in this answer: there are too many to weigh at once. Ask about one resource.";

    /// <summary>Those of an organization; null when there are too many.</summary>
    public static IReadOnlyList<HeldResourcePolicy>? Of(Organization organization) => organization.ResourcePolicies.Count <= Most ? organization.ResourcePolicies : null;

    /// <summary>Those of a platform, in the order of their resources; null when there are too many.</summary>
    /// <param name="platform">The platform.</param>
    /// <param name="resource">Only those on this resource and what it is part of, identities included; null for all.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<IReadOnlyList<ResourcePolicy>?> ReadAsync(Platform platform, string? resource, CancellationToken cancellationToken)
    {
        var sources = db.Sources.Where(s => s.Platform == platform).Select(s => s.Id);
        var policies = db.ResourcePolicies.InForce(at).Where(p => sources.Contains(p.SourceId));
        if (resource is not null)
        {
            // A bucket's policy governs its objects: the resource itself, and what it is part of.
            var wholes = resource.Select((c, i) => c is '/' or ':' ? resource[..i] : null).OfType<string>().Append(resource).Where(r => r.Length > 0).ToArray();
            return await FirstAsync(policies.Where(p => EF.Parameter(wholes).Contains(p.Resource)), cancellationToken);
        }
        policies = OnOtherThanIdentities(policies);
        return await policies.Select(p => p.Resource).Distinct().Order().Take(Most + 1).CountAsync(cancellationToken) > Most ? null : await FirstAsync(policies, cancellationToken);
    }

    /// <summary>How many resources of a platform, identities aside, have one.</summary>
    public Task<int> CountAsync(Platform platform, CancellationToken cancellationToken)
    {
        var sources = db.Sources.Where(s => s.Platform == platform).Select(s => s.Id);
        return OnOtherThanIdentities(db.ResourcePolicies.InForce(at).Where(p => sources.Contains(p.SourceId))).Select(p => p.Resource).Distinct().CountAsync(cancellationToken);
    }

    private IQueryable<ResourcePolicy> OnOtherThanIdentities(IQueryable<ResourcePolicy> policies)
    {
        var identities = db.Identities.InForce(at);
        return policies.Where(p => !identities.Any(i => i.SourceId == p.SourceId && i.NativeId == p.Resource));
    }

    private static async Task<IReadOnlyList<ResourcePolicy>> FirstAsync(IQueryable<ResourcePolicy> policies, CancellationToken cancellationToken) =>
    [
        .. (await policies.ToListAsync(cancellationToken)).OrderBy(p => p.SourceId.Value).DistinctBy(p => p.Resource, StringComparer.Ordinal)
            .OrderBy(p => p.Resource, StringComparer.Ordinal),
    ];
}
