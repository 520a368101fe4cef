using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Permissions.WhatIf;

/// <summary>Weighs changes before anybody makes them.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="platforms">Whose engines answer.</param>
public sealed class WhatIfQueries(IDbContextFactory<GovernanceDb> databases, IEnumerable<IPlatform> platforms)
{
    /// <summary>At most so many identities are listed; all that differ are counted.</summary>
    public const int MostListed = 200;

    /// <summary>At most so many differences are worked out for one question; identities that differ alike share one.</summary>
    public const int MostWorked = 5_000;

    private const int AtOnce = 500;

    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>What the changes would do to one identity, or, without one, to all that they concern. Null when there is no such identity.</summary>
    public async Task<WhatIfResult?> WeighAsync(IdentityId? id, IReadOnlyList<WhatIfChange> changes, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadInventory);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var concerned = id is { } one ? db.Identities.AsNoTracking().Where(i => i.Id == one) : await ConcernedAsync(db, changes, cancellationToken);
        var count = await concerned.CountAsync(cancellationToken);
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (count == 0)
        {
            return id is null ? new([], 0, 0, 0, errors) : null;
        }
        var platform = await concerned.OrderByDescending(i => i.Risk).ThenByDescending(i => i.Id).Select(i => i.Platform).FirstAsync(cancellationToken);
        if (!_engines.TryGetValue(platform, out var engine))
        {
            errors["identityId"] = [$"Permissions on {platform} cannot be computed yet."];
            return new([], 0, 0, count, errors);
        }
        var documents = new PolicyText?[changes.Count];
        for (var i = 0; i < changes.Count; i++)
        {
            documents[i] = await DocumentAsync(db, engine, changes[i], $"changes[{i}]", errors, cancellationToken);
        }
        return errors.Count > 0
            ? new([], 0, 0, count, errors)
            : await WeighAsync(db, engine, concerned.Where(i => i.Platform == platform), count, changes, documents, cancellationToken);
    }

    private static async Task<WhatIfResult> WeighAsync(
        GovernanceDb db, IPermissionEngine engine, IQueryable<Identity> concerned, int count, IReadOnlyList<WhatIfChange> changes, PolicyText?[] documents, CancellationToken cancellationToken)
    {
        var (reader, comparison) = (new HoldingReader(db), engine.CompareMany());
        var most = new List<(Identity Identity, (Holding Before, Holding After) Pair, int Gained)>();
        var (weighed, different) = (0, 0);
        for (Identity? last = null; comparison.Worked < MostWorked;)
        {
            var next = last is null ? concerned : concerned.Where(i => i.Risk < last.Risk || (i.Risk == last.Risk && i.Id.CompareTo(last.Id) < 0));
            var identities = await next.OrderByDescending(i => i.Risk).ThenByDescending(i => i.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (identities.Count == 0)
            {
                break;
            }
            last = identities[^1];
            weighed += identities.Count;
            var held = await reader.ReadAsync(identities, resource: null, cancellationToken);
            var pairs = identities
                .Select(identity => held[identity.Id].Holding)
                .Select(before => (before, changes.Zip(documents).Aggregate(before, (holding, change) => change.First.Apply(holding, change.Second))))
                .ToList();
            foreach (var (identity, pair, size) in identities.Zip(pairs, comparison.Sizes(pairs, cancellationToken)).Where(all => !all.Third.IsNone))
            {
                different++;
                most.Add((identity, pair, size.Gained));
            }
            most = [.. most.OrderByDescending(m => m.Gained).ThenBy(m => m.Identity.Name, StringComparer.Ordinal).Take(MostListed)];
        }
        // Only of those who are listed is told what exactly would be different.
        var differences = comparison.Of([.. most.Select(m => m.Pair)], cancellationToken);
        var rows = most.Zip(differences, (m, difference) => new WhatIfRow(m.Identity.Id, m.Identity.Name, m.Identity.NativeId, difference));
        return new([.. rows], different, weighed, count, new Dictionary<string, string[]>(StringComparer.Ordinal));
    }

    /// <summary>The identities that hold a named policy, have it as their boundary, or live below a named place.</summary>
    private static async Task<IQueryable<Identity>> ConcernedAsync(GovernanceDb db, IReadOnlyList<WhatIfChange> changes, CancellationToken cancellationToken)
    {
        var policies = changes.Where(c => !c.IsAboutLimit).Select(c => c.Policy).OfType<string>().ToArray();
        var containers = await db.ContainersBelowAsync([.. changes.Where(c => c.IsAboutLimit).Select(c => c.Target).OfType<string>()], cancellationToken);
        var (holders, limits) = (db.Entitlements, db.Limits);
        return db.Identities.AsNoTracking().Where(i => i.ObservedUntil == null
            && (EF.Parameter(containers).Contains(i.Container)
                || holders.Any(e => e.IdentityId == i.Id && e.ObservedUntil == null && EF.Parameter(policies).Contains(e.Key))
                || limits.Any(l => l.SourceId == i.SourceId && l.Kind == LimitKind.Boundary && l.Target == i.NativeId && l.ObservedUntil == null && EF.Parameter(policies).Contains(l.Key))));
    }

    private static async Task<PolicyText?> DocumentAsync(
        GovernanceDb db, IPermissionEngine engine, WhatIfChange change, string place, Dictionary<string, string[]> errors, CancellationToken cancellationToken)
    {
        if (!change.NeedsDocument)
        {
            return null;
        }
        if (change.Document is { } written)
        {
            var reading = engine.Read(written);
            if (reading.Problem is { } problem)
            {
                errors[$"{place}.document"] = [$"The platform would not attach this: {problem}."];
            }
            return reading.Text;
        }
        var known = change.Policy is null ? null : await db.FindPolicyAsync(engine, change.Policy, at: null, cancellationToken);
        if (known is null)
        {
            errors[$"{place}.document"] = ["is needed: no document is known under this policy's id."];
        }
        return known;
    }
}
