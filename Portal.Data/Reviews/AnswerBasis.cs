using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Reviews.Stages;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>What says whether somebody may answer some items of a campaign, and how.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Person">Who answers, or null for callers that are no person.</param>
/// <param name="Items">The items.</param>
/// <param name="Votes">The votes on them, in the order of their places.</param>
/// <param name="Routing">Who may not answer, and who is asked instead.</param>
/// <param name="Own">Which of the accounts that gave something are the person's own.</param>
internal sealed record AnswerBasis(
    Campaign Campaign,
    PersonId? Person,
    Dictionary<ReviewItemId, ReviewItem> Items,
    Dictionary<ReviewItemId, List<ReviewVote>> Votes,
    ItemRouting Routing,
    OwnAccess Own)
{
    /// <summary>Reads it.</summary>
    public static async Task<AnswerBasis> ReadAsync(
        GovernanceDb db, Campaign campaign, PersonId? person, ReviewItemId[] ids, CancellationToken cancellationToken)
    {
        var items = await db.ReviewItems.Where(i => i.CampaignId == campaign.Id && EF.Parameter(ids).Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var votes = campaign.Stages.Count == 0
            ? []
            : (await db.ReviewVotes.Where(v => v.CampaignId == campaign.Id && EF.Parameter(ids).Contains(v.ItemId)).OrderBy(v => v.Id).ToListAsync(cancellationToken))
                .GroupBy(v => v.ItemId)
                .ToDictionary(g => g.Key, g => g.ToList());
        var caller = person is { } id ? await db.People.AsNoTracking().Where(p => p.Id == id).ToListAsync(cancellationToken) : [];
        return new(campaign, person, items, votes, await ItemRouting.ReadAsync(db, campaign, items.Values, cancellationToken), new OwnAccess(caller));
    }

    /// <summary>The votes on an item.</summary>
    public List<ReviewVote> VotesOn(ReviewItem item) => Votes.GetValueOrDefault(item.Id, []);

    /// <summary>The latest vote of who answers, or null.</summary>
    public ReviewVote? VoteOfCaller(ReviewItem item) => VotesOn(item).Where(v => v.ReviewerId == Person).MaxBy(v => v.Stage);

    /// <summary>What would become of an answer, whoever is asked instead aside.</summary>
    public Decided Foresee(Answer answer, DateTimeOffset now)
    {
        if (!Items.TryGetValue(answer.Item, out var item))
        {
            return Decided.NotFound;
        }
        if (!item.IsByVotes)
        {
            return item.Foresee(answer, Person, Campaign, now, Routing.IndependenceOf(item, Own));
        }
        return VoteOfCaller(item) is { } vote ? item.Foresee(answer, vote, Campaign, now, Routing.IndependenceOf(item, Own)) : Decided.NotReviewer;
    }
}
