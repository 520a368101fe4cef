using Portal.Data.Inventory;
using Portal.Data.Permissions;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Works out what each entitlement alone adds, by the platform's engine, from everything that its holder has and all that limits it.</summary>
/// <param name="platforms">The platforms.</param>
public sealed class FactsReader(IEnumerable<IPlatform> platforms)
{
    private readonly Dictionary<Platform, IPermissionEngine> _engines = platforms.ToDictionary(p => p.Platform, p => p.Permissions);

    /// <summary>Adds to <paramref name="known"/> what is missing there.</summary>
    internal async Task ReadAsync(
        GovernanceDb db,
        IEnumerable<RosterEntry> entries,
        ILookup<IdentityId, Entitlement> held,
        KnownFacts known,
        CancellationToken cancellationToken)
    {
        var missing = entries.Where(e => !known.Knows(e, held[e.Identity.Id])).ToList();
        if (missing.Count == 0)
        {
            return;
        }
        var holdings = await new HoldingReader(db).ReadAsync([.. missing.Select(e => e.Identity)], resource: null, cancellationToken);
        foreach (var entry in missing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            known.Add(entry, Facts(entry, held[entry.Identity.Id], holdings[entry.Identity.Id]));
        }
    }

    private Dictionary<EntitlementId, EntitlementFacts> Facts(RosterEntry entry, IEnumerable<Entitlement> held, HeldBy all)
    {
        var contributions = _engines.TryGetValue(entry.Identity.Platform, out var engine)
            ? engine.Contributions(all.Holding).ToDictionary(c => (c.Entitlement.Kind, c.Entitlement.Key))
            : [];
        return held.ToDictionary(
            e => e.Id,
            e =>
            {
                var facts = EntitlementFacts.Of(
                    contributions.GetValueOrDefault((e.Kind, e.Key)) ?? Missing(e, entry.Identity.Platform, engine is not null), entry.Agent.Environment);
                // What is missing around the identity makes the answer less exact, not the entitlement more dangerous.
                return facts with { NotModelled = [.. facts.NotModelled, .. all.Gaps] };
            });
    }

    /// <summary>A group without policies brings nothing; anything else that the engine does not speak of is unknown.</summary>
    internal static Contribution Missing(Entitlement entitlement, Platform platform, bool hasEngine) => new(
        new(entitlement.Kind, entitlement.Key, entitlement.Name),
        Lost: [],
        Summary: [],
        NotModelled: hasEngine && entitlement.Documents.Count == 0 ? [] : [$"Governance cannot say yet what this allows on {platform}."]);
}
