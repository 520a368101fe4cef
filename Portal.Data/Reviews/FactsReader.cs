using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Works out what each entitlement alone adds, by the platform's engine, from everything that its holder has.</summary>
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
        var hashes = missing.SelectMany(e => held[e.Identity.Id]).SelectMany(e => e.Documents).Select(d => d.Hash).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var texts = await db.PolicyDocuments.AsNoTracking()
            .Where(d => hashes.Contains(d.Hash))
            .ToDictionaryAsync(d => d.Hash, d => new PolicyText(d.Hash, d.Text), StringComparer.Ordinal, cancellationToken);
        foreach (var entry in missing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            known.Add(entry, Facts(entry, held[entry.Identity.Id], texts));
        }
    }

    private Dictionary<EntitlementId, EntitlementFacts> Facts(
        RosterEntry entry, IEnumerable<Entitlement> held, Dictionary<string, PolicyText> texts)
    {
        var entitlements = held.ToList();
        var contributions = _engines.TryGetValue(entry.Identity.Platform, out var engine)
            ? engine.Contributions(HoldingOf(entry.Identity, entitlements, texts)).ToDictionary(c => (c.Entitlement.Kind, c.Entitlement.Key))
            : [];
        return entitlements.ToDictionary(
            e => e.Id,
            e => EntitlementFacts.Of(
                contributions.GetValueOrDefault((e.Kind, e.Key)) ?? Unknown(e, entry.Identity.Platform), entry.Agent.Environment));
    }

    private static Contribution Unknown(Entitlement entitlement, Platform platform) => new(
        new(entitlement.Kind, entitlement.Key, entitlement.Name),
        Lost: [],
        Summary: [],
        NotModelled: [$"Governance cannot say yet what this allows on {platform}."]);

    private static Holding HoldingOf(Identity identity, IEnumerable<Entitlement> held, Dictionary<string, PolicyText> texts) => new(
        identity.NativeId,
        identity.Kind,
        identity.Container,
        IsManagement: false,
        identity.Tags,
        [.. held.SelectMany(e => e.Documents.Select(d => new HeldPolicy(
            new(e.Kind, e.Key, e.Name), d.Name, d.Hash is { } hash ? texts.GetValueOrDefault(hash) : null)))],
        Limits: [],
        ResourcePolicies: []);
}
