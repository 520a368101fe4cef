using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews.Absences;
using Portal.Data.Reviews.Scopes;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>Finds who is asked first about what identities hold.</summary>
internal sealed class Seating
{
    private const int IdsAtOnce = 10_000;

    private static readonly Dictionary<EntitlementId, IReadOnlyList<ReviewerChoice>> Nothing = [];
    private static readonly Dictionary<PersonId, PassedOver> Nobody = [];

    private readonly Asking _asking;
    private readonly ReviewerOrder _order;
    private readonly OwnAccess _own;
    private readonly Granters _granters;
    private readonly Dictionary<EntitlementId, EntitlementRef> _given;

    private Seating(Asking asking, ReviewerOrder order, OwnAccess own, Granters granters, Dictionary<EntitlementId, EntitlementRef> given)
    {
        _asking = asking;
        _order = order;
        _own = own;
        _granters = granters;
        _given = given;
    }

    /// <summary>Reads what it goes by.</summary>
    /// <param name="db">The database.</param>
    /// <param name="asking">Whom the campaign asks.</param>
    /// <param name="people">Everyone, people who left included.</param>
    /// <param name="held">What is asked about.</param>
    /// <param name="now">The time.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public static async Task<Seating> ReadAsync(
        GovernanceDb db,
        Asking asking,
        IReadOnlyCollection<Person> people,
        IReadOnlyCollection<HeldEntitlement> held,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var granters = await Granters.ReadAsync(db, held.Select(h => h.Identity), cancellationToken);
        // What an entitlement is called matters only where changes show that somebody gave its holder something.
        var given = new Dictionary<EntitlementId, EntitlementRef>();
        foreach (var ids in held.Where(h => granters.GaveTo(h.Identity)).Select(h => h.Id).Chunk(IdsAtOnce))
        {
            foreach (var entitlement in await db.Entitlements.AsNoTracking()
                .Where(e => EF.Parameter(ids).Contains(e.Id))
                .Select(e => new { e.Id, e.Kind, e.Key, e.Name })
                .ToListAsync(cancellationToken))
            {
                given.Add(entitlement.Id, new(entitlement.Kind, entitlement.Key, entitlement.Name));
            }
        }
        var groups = await ItemRouting.GroupsAsync(db, asking.Stages, cancellationToken);
        var order = new ReviewerOrder(people, asking.CampaignOwner, groups, await db.AwayAtAsync(now, cancellationToken));
        return new(asking, order, new(people), granters, given);
    }

    /// <summary>Who is asked about what an identity holds.</summary>
    public RosterEntry Entry(Agent agent, Identity identity, IReadOnlyList<HeldEntitlement> held)
    {
        var subject = _own.PersonOf(identity.Kind, identity.Name, identity.Tags);
        var instead = Nothing;
        foreach (var entitlement in held.Where(h => _given.ContainsKey(h.Id)))
        {
            var (kind, key, name) = _given[entitlement.Id];
            if (_granters.Of(identity.Id, kind, key, name, _own) is { Count: > 0 } granters)
            {
                instead = instead == Nothing ? [] : instead;
                instead[entitlement.Id] = Seat(agent, identity, subject, granters);
            }
        }
        return new(agent, identity, subject, Seat(agent, identity, subject, granters: []), instead, held);
    }

    private IReadOnlyList<ReviewerChoice> Seat(Agent agent, Identity identity, PersonId? subject, IReadOnlyCollection<PersonId> granters)
    {
        var independence = _asking.IndependenceIn(stage: 0, agent.OwnerId, agent.SponsorId, subject, granters);
        if (_asking.Stages.Count > 0)
        {
            return _order.Seat(_asking.Stages[0], new(agent.OwnerId, agent.SponsorId, _own.ResourceOwnerOf(identity.Tags), independence), Nobody);
        }
        return _order.Choose(agent.OwnerId, agent.SponsorId, independence, declined: []) is { } choice ? [choice] : [];
    }
}
