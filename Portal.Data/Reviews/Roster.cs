using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>Everyone and everything that a campaign covers: the identities that hold something of its scope, each with its reviewer.</summary>
/// <param name="Entries">One an identity, by agent, riskiest agents first.</param>
/// <param name="Access">What the scope covers, entitlement by entitlement.</param>
/// <param name="People">Everyone, people who left included.</param>
internal sealed record Roster(IReadOnlyList<RosterEntry> Entries, ScopedAccess Access, IReadOnlyDictionary<PersonId, Person> People)
{
    private const int IdsAtOnce = 10_000;

    /// <summary>How many identities nobody at all may be asked about, or fewer than have to vote.</summary>
    public int Unreviewable { get; init; }

    /// <summary>Reads it as of now.</summary>
    /// <param name="db">The database; inside a command, what is read stays true until the commit.</param>
    /// <param name="scope">Which access.</param>
    /// <param name="asking">Whom the campaign asks.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Roster> ReadAsync(GovernanceDb db, CampaignScope scope, Asking asking, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var people = await db.People.AsNoTracking().ToListAsync(cancellationToken);
        var access = await ScopeReader.ReadAsync(db, scope, now, cancellationToken);
        var held = access.Held.ToLookup(h => h.Identity);
        var agents = new Dictionary<AgentId, Agent>();
        foreach (var ids in access.Held.Select(h => h.Agent).Distinct().Chunk(IdsAtOnce))
        {
            foreach (var agent in await db.Agents.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id)).ToListAsync(cancellationToken))
            {
                agents.Add(agent.Id, agent);
            }
        }
        var identities = new List<Identity>();
        foreach (var ids in held.Select(h => h.Key).Chunk(IdsAtOnce))
        {
            identities.AddRange(await db.Identities.AsNoTracking().Where(i => EF.Parameter(ids).Contains(i.Id)).ToListAsync(cancellationToken));
        }
        var seating = await Seating.ReadAsync(db, asking, people, access.Held, now, cancellationToken);
        List<RosterEntry> entries =
        [
            .. identities
                .Select(i => seating.Entry(agents[i.AgentId!.Value], i, [.. held[i.Id]]))
                .OrderByDescending(e => e.Agent.Risk).ThenBy(e => e.Agent.Id).ThenBy(e => e.Identity.Id),
        ];
        var quorum = asking.Stages.Count > 0 ? asking.Stages[0].Quorum : 1;
        return new(entries, access, people.ToDictionary(p => p.Id))
        {
            Unreviewable = entries.Count(e => e.Entitlements.Any(h => e.AskedAbout(h.Id).Count < quorum)),
        };
    }

    /// <summary>What it comes to.</summary>
    public PopulationCounts Count(DateTimeOffset asOf) => new(
        Entries.DistinctBy(e => e.Agent.Id).Count(),
        Entries.Count,
        Access.Held.Count,
        Entries.SelectMany(e => e.Asked).Select(c => c.Reviewer).Distinct().Count(),
        asOf);
}
