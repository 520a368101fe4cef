using Portal.Data.Inventory;

namespace Portal.Data.Reviews;

/// <summary>
/// Facts that were worked out already, by what they follow from: an identity whose permissions changed since is not known. They follow from
/// everything that the identity holds, since what one entitlement adds depends on the others.
/// </summary>
internal sealed class KnownFacts
{
    private readonly Dictionary<(IdentityId Identity, string PolicySet, AgentEnvironment Environment), Dictionary<EntitlementId, EntitlementFacts>> _facts = [];

    /// <summary>Whether facts of all of <paramref name="held"/> are known.</summary>
    public bool Knows(RosterEntry entry, IEnumerable<Entitlement> held) =>
        _facts.TryGetValue(KeyOf(entry), out var facts) && held.All(e => facts.ContainsKey(e.Id));

    /// <summary>Keeps what was worked out.</summary>
    public void Add(RosterEntry entry, Dictionary<EntitlementId, EntitlementFacts> facts) => _facts[KeyOf(entry)] = facts;

    /// <summary>The facts of one entitlement.</summary>
    public EntitlementFacts Of(RosterEntry entry, Entitlement entitlement) => _facts[KeyOf(entry)][entitlement.Id];

    private static (IdentityId, string, AgentEnvironment) KeyOf(RosterEntry entry) =>
        (entry.Identity.Id, entry.Identity.PolicySetHash, entry.Agent.Environment);
}
