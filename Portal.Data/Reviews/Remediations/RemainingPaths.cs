using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Remediations;

/// <summary>
/// Finds by which other ways, come since the decision, an identity may still do what was taken from it. What stood beside the revoked
/// entitlement already was before its reviewer and is no way around the decision; what came or grew since is, as far as it overlaps with what
/// was taken away. The platform's engine says so: a new entitlement overlaps where it adds less beside the old one than without it.
/// </summary>
/// <param name="platforms">The platforms.</param>
public sealed class RemainingPaths(IEnumerable<IPlatform> platforms)
{
    private const int MostActions = 12;
    private const int MostResources = 6;
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>The ways that remain, by what gives them; none on a platform that has no engine.</summary>
    internal async Task<IReadOnlyList<RemainingPath>> FindAsync(GovernanceDb db, Remediation remediation, CancellationToken cancellationToken)
    {
        if (await new HoldingReader(db).FindAsync(remediation.IdentityId, resource: null, cancellationToken) is not ({ } identity, { } now)
            || !_engines.TryGetValue(identity.Platform, out var engine))
        {
            return [];
        }
        var then = (await new HoldingReader(db, remediation.PlannedAt).ReadAsync([identity], resource: null, cancellationToken))[identity.Id].Holding;
        var known = then.Policies.Select(p => (p.Entitlement.Kind, p.Entitlement.Key, p.Document?.Hash)).ToHashSet();
        var added = now.Holding.Policies
            .Where(p => !IsRevoked(p, remediation) && !known.Contains((p.Entitlement.Kind, p.Entitlement.Key, p.Document?.Hash)))
            .GroupBy(p => p.Entitlement)
            .ToList();
        if (added.Count == 0)
        {
            return [];
        }
        var beside = now.Holding with { Policies = [.. then.Policies.Where(p => !IsRevoked(p, remediation)), .. Narrowed(now.Holding, remediation)] };
        var taken = await TakenAsync(db, remediation, cancellationToken);
        return [.. added.Select(policies => Path(engine, beside, taken, policies.Key, [.. policies])).OfType<RemainingPath>()];
    }

    private static RemainingPath? Path(
        IPermissionEngine engine, Holding beside, IReadOnlyList<HeldPolicy> taken, EntitlementRef entitlement, IReadOnlyList<HeldPolicy> policies)
    {
        // What stood there under the same name with other content is not the same thing.
        var apart = entitlement with { Key = entitlement.Key + " since" };
        HeldPolicy[] since = [.. policies.Select(p => p with { Entitlement = apart })];
        var without = engine.Contributions(beside with { Policies = [.. beside.Policies, .. since] }).SingleOrDefault(c => c.Entitlement == apart);
        if (without is null)
        {
            return null;
        }
        var with = engine.Contributions(beside with { Policies = [.. beside.Policies, .. taken, .. since] }).SingleOrDefault(c => c.Entitlement == apart);
        if (without.NotModelled.Count > 0 && without.Lost.Count == 0)
        {
            return new(entitlement, [], 0, []);
        }
        var kept = (with?.Lost ?? []).Select(Said).ToHashSet(StringComparer.Ordinal);
        var overlapping = without.Lost.Where(p => !kept.Contains(Said(p))).ToList();
        if (overlapping.Count == 0)
        {
            return null;
        }
        var actions = overlapping.SelectMany(p => p.Actions).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new(
            entitlement,
            [.. actions.Take(MostActions)],
            actions.Count,
            [.. overlapping.SelectMany(p => p.Resources).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostResources)]);
    }

    // Why it is allowed reads otherwise beside other policies; what is allowed is what counts.
    private static string Said(EffectivePermission permission) => JsonSerializer.Serialize(
        new { permission.Actions, permission.Resources, permission.ExceptResources, permission.Conditions }, StoredJson.Options);

    private static bool IsRevoked(HeldPolicy policy, Remediation remediation) =>
        policy.Entitlement.Kind == remediation.Entitlement.Kind && policy.Entitlement.Key == remediation.Entitlement.Key;

    private static IEnumerable<HeldPolicy> Narrowed(Holding now, Remediation remediation) =>
        remediation.Remedy == Remedy.Narrow ? now.Policies.Where(p => IsRevoked(p, remediation)) : [];

    private static async Task<IReadOnlyList<HeldPolicy>> TakenAsync(GovernanceDb db, Remediation remediation, CancellationToken cancellationToken)
    {
        var taken = remediation.Entitlement with { Key = remediation.Entitlement.Key + " taken" };
        var hashes = remediation.Documents.Select(d => d.Hash).OfType<string>().ToList();
        var texts = await db.PolicyDocuments.AsNoTracking()
            .Where(d => hashes.Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => d.Text, StringComparer.Ordinal, cancellationToken);
        return [.. remediation.Documents.Select(d =>
            new HeldPolicy(taken, d.Name, d.Hash is { } hash && texts.TryGetValue(hash, out var text) ? new PolicyText(hash, text) : null))];
    }
}
