using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews.Absences;
using Portal.Data.Storage;

namespace Portal.Data.Reviews.Stages;

/// <summary>Finds who is asked about some items of a campaign in place of somebody, or in their next stage, and who may not answer.</summary>
internal sealed class ItemRouting
{
    private readonly Campaign _campaign;
    private readonly Dictionary<AgentId, Agent> _agents;
    private readonly Granters _granters;
    private readonly Dictionary<ReviewItemId, HashSet<PersonId>> _declined = [];
    private readonly Dictionary<IdentityId, IReadOnlyDictionary<string, string>> _tags = [];
    private ReviewerOrder? _order;
    private OwnAccess? _own;

    private ItemRouting(Campaign campaign, Dictionary<AgentId, Agent> agents, Granters granters)
    {
        _campaign = campaign;
        _agents = agents;
        _granters = granters;
    }

    /// <summary>Reads what says who may not answer.</summary>
    public static async Task<ItemRouting> ReadAsync(GovernanceDb db, Campaign campaign, IReadOnlyCollection<ReviewItem> items, CancellationToken cancellationToken)
    {
        var ids = items.Select(i => i.AgentId).Distinct().ToArray();
        var agents = await db.Agents.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        return new(campaign, agents, await Granters.ReadAsync(db, items.Select(i => i.IdentityId), cancellationToken));
    }

    /// <summary>Reads who can be asked instead, once.</summary>
    public async Task ReadOrderAsync(GovernanceDb db, IReadOnlyCollection<ReviewItem> items, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (_order is not null)
        {
            return;
        }
        var people = await db.People.AsNoTracking().ToListAsync(cancellationToken);
        _order = new(people, _campaign.OwnerId, await GroupsAsync(db, _campaign.Stages, cancellationToken), await db.AwayAtAsync(now, cancellationToken));
        _own = new(people);
        var ids = items.Select(i => i.Id).ToArray();
        foreach (var declined in await db.Decisions
            .Where(d => EF.Parameter(ids).Contains(d.ItemId) && d.Kind == DecisionKind.NotMine)
            .Select(d => new { d.ItemId, d.ById })
            .ToListAsync(cancellationToken))
        {
            Decline(declined.ItemId, declined.ById);
        }
        var identities = items.Select(i => i.IdentityId).Distinct().ToArray();
        foreach (var identity in await db.Identities.AsNoTracking()
            .Where(i => EF.Parameter(identities).Contains(i.Id))
            .Select(i => new { i.Id, i.Tags })
            .ToListAsync(cancellationToken))
        {
            _tags.Add(identity.Id, identity.Tags);
        }
    }

    /// <summary>The members of the groups that stages name.</summary>
    public static async Task<IReadOnlyDictionary<DirectoryGroupId, IReadOnlyList<PersonId>>?> GroupsAsync(
        GovernanceDb db, IReadOnlyList<ReviewStage> stages, CancellationToken cancellationToken)
    {
        var named = stages.SelectMany(s => s.Fallback.Prepend(s.Rule)).Select(r => r.Group).OfType<DirectoryGroupId>().Distinct().ToList();
        return named.Count == 0
            ? null
            : (await db.DirectoryGroupMembers.AsNoTracking().Where(m => named.Contains(m.GroupId)).ToListAsync(cancellationToken))
                .GroupBy(m => m.GroupId)
                .ToDictionary(g => g.Key, IReadOnlyList<PersonId> (g) => [.. g.Select(m => m.PersonId)]);
    }

    /// <summary>Who may not answer an item now, as far as <paramref name="people"/> are concerned.</summary>
    public Independence IndependenceOf(ReviewItem item, OwnAccess people)
    {
        var agent = _agents[item.AgentId];
        var entitlement = item.Shown.Entitlement;
        return _campaign.Asking.IndependenceIn(
            item.Stage, agent.OwnerId, agent.SponsorId, item.SubjectId, _granters.Of(item.IdentityId, entitlement.Kind, entitlement.Key, entitlement.Name, people));
    }

    /// <summary>Keeps that a person said that an item is not theirs.</summary>
    public void Decline(ReviewItemId item, PersonId person)
    {
        if (!_declined.TryGetValue(item, out var declined))
        {
            _declined.Add(item, declined = []);
        }
        declined.Add(person);
    }

    /// <summary>Who is asked in place of an item's reviewer; null when there is nobody.</summary>
    public ReviewerChoice? Next(ReviewItem item)
    {
        var agent = _agents[item.AgentId];
        return _order!.Choose(agent.OwnerId, agent.SponsorId, IndependenceOf(item, _own!), [.. _declined.GetValueOrDefault(item.Id, []), item.ReviewerId]);
    }

    /// <summary>Who is asked in place of one who was to vote; null when there is nobody.</summary>
    /// <param name="item">The item.</param>
    /// <param name="vote">Whose place it is.</param>
    /// <param name="votes">All votes on the item.</param>
    /// <param name="why">Why it is not them any more, where nothing else says so.</param>
    public ReviewerChoice? Next(ReviewItem item, ReviewVote vote, IEnumerable<ReviewVote> votes, PassedOver why)
    {
        var barred = Barred(item, votes);
        barred.TryAdd(vote.ReviewerId, why);
        AddAsked(barred, item, votes);
        return _order!.Replace(_campaign.Stages[item.Stage], About(item), barred);
    }

    /// <summary>Who stands in for the one who is asked and is away; null when nobody does who may answer.</summary>
    /// <param name="item">The item.</param>
    /// <param name="vote">Whose place it is; null where the item has one reviewer.</param>
    /// <param name="votes">All votes on the item.</param>
    public ReviewerChoice? StandIn(ReviewItem item, ReviewVote? vote, IEnumerable<ReviewVote> votes) =>
        _order!.StandInFor(vote?.ReviewerId ?? item.ReviewerId, IndependenceOf(item, _own!), vote is null ? Declined(item) : BarredFromPlace(item, votes));

    /// <summary>Why somebody may not be asked instead; null when they may.</summary>
    /// <param name="item">The item.</param>
    /// <param name="vote">Whose place it is; null where the item has one reviewer.</param>
    /// <param name="votes">All votes on the item.</param>
    /// <param name="person">Who.</param>
    public PassedOver? Refusal(ReviewItem item, ReviewVote? vote, IEnumerable<ReviewVote> votes, PersonId person) =>
        IndependenceOf(item, _own!).Refusal(person)
        ?? (vote is not null && BarredFromPlace(item, votes).TryGetValue(person, out var why) && why != PassedOver.SaidNotMine ? why : null);

    /// <summary>Whether somebody is away.</summary>
    public bool IsAway(PersonId person) => _order!.IsAway(person);

    /// <summary>Who is asked in the stage that an item came to.</summary>
    /// <param name="item">The item.</param>
    /// <param name="votes">All votes on it so far.</param>
    public IReadOnlyList<ReviewerChoice> Seat(ReviewItem item, IEnumerable<ReviewVote> votes) =>
        _order!.Seat(_campaign.Stages[item.Stage], About(item), Barred(item, votes));

    private AskedAbout About(ReviewItem item)
    {
        var agent = _agents[item.AgentId];
        return new(
            agent.OwnerId, agent.SponsorId, _tags.TryGetValue(item.IdentityId, out var tags) ? _own!.ResourceOwnerOf(tags) : null, IndependenceOf(item, _own!));
    }

    private Dictionary<PersonId, PassedOver> Declined(ReviewItem item) => _declined.GetValueOrDefault(item.Id, []).ToDictionary(id => id, _ => PassedOver.SaidNotMine);

    private Dictionary<PersonId, PassedOver> BarredFromPlace(ReviewItem item, IEnumerable<ReviewVote> votes)
    {
        var barred = Barred(item, votes);
        AddAsked(barred, item, votes);
        return barred;
    }

    private static void AddAsked(Dictionary<PersonId, PassedOver> barred, ReviewItem item, IEnumerable<ReviewVote> votes)
    {
        foreach (var other in votes.Where(v => v.Stage == item.Stage))
        {
            barred.TryAdd(other.ReviewerId, PassedOver.AskedAlready);
        }
    }

    private Dictionary<PersonId, PassedOver> Barred(ReviewItem item, IEnumerable<ReviewVote> votes)
    {
        var barred = Declined(item);
        if (_campaign.Stages[item.Stage].NeedsOthers)
        {
            foreach (var voted in votes.Where(v => v.Stage < item.Stage && v.Kind is not null))
            {
                barred.TryAdd(voted.ReviewerId, PassedOver.VotedBefore);
            }
        }
        return barred;
    }
}
