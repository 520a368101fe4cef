using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Everyone and everything that a campaign covers: the identities of the matching agents that hold something, each with its reviewer.</summary>
/// <param name="Entries">One an identity, by agent, riskiest agents first.</param>
/// <param name="People">Everyone, people who left included.</param>
internal sealed record Roster(IReadOnlyList<RosterEntry> Entries, IReadOnlyDictionary<PersonId, Person> People)
{
    /// <summary>Reads it as of now.</summary>
    /// <param name="db">The database; inside a command, what is read stays true until the commit.</param>
    /// <param name="filter">Which agents.</param>
    /// <param name="campaignOwner">Who answers for the campaign.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Roster> ReadAsync(
        GovernanceDb db, AgentFilter filter, PersonId campaignOwner, CancellationToken cancellationToken)
    {
        var people = await db.People.AsNoTracking().ToListAsync(cancellationToken);
        var order = new ReviewerOrder(people, campaignOwner);
        var own = new OwnAccess(people);
        var matching = await AgentQueries.ChosenAsync(db, filter, cancellationToken);
        var agents = await matching.AsNoTracking().ToDictionaryAsync(a => a.Id, cancellationToken);
        var covered = db.Identities.Where(i => i.ObservedUntil == null && matching.Any(a => a.Id == i.AgentId));
        var held = await db.Entitlements
            .Where(e => e.ObservedUntil == null && covered.Any(i => i.Id == e.IdentityId))
            .GroupBy(e => e.IdentityId)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var identities = await covered.AsNoTracking().ToListAsync(cancellationToken);
        return new(
            [.. identities
                .Where(i => held.ContainsKey(i.Id))
                .Select(i => Entry(agents[i.AgentId!.Value], i, held[i.Id], order, own))
                .OrderByDescending(e => e.Agent.Risk).ThenBy(e => e.Agent.Id).ThenBy(e => e.Identity.Id)],
            people.ToDictionary(p => p.Id));
    }

    /// <summary>What it comes to.</summary>
    public PopulationCounts Count(DateTimeOffset asOf) => new(
        Entries.DistinctBy(e => e.Agent.Id).Count(),
        Entries.Count,
        Entries.Sum(e => e.Entitlements),
        Entries.Select(e => e.Reviewer?.Reviewer).OfType<PersonId>().Distinct().Count(),
        asOf);

    private static RosterEntry Entry(Agent agent, Identity identity, int entitlements, ReviewerOrder order, OwnAccess own)
    {
        var subject = own.PersonOf(identity.Kind, identity.Name, identity.Tags);
        return new(agent, identity, subject, order.Choose(agent.OwnerId, agent.SponsorId, subject, declined: []), entitlements);
    }
}
