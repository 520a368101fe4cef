using Portal.Data.Access;
using Portal.Data.People;

namespace Portal.Data.Reviews;

/// <summary>
/// The order in which people are asked: owner, sponsor, the owner's manager, who answers for the campaign, and last anyone who runs the
/// inventory. Never someone who left, never about their own access, and never silently nobody.
/// </summary>
/// <param name="people">Everyone, people who left included.</param>
/// <param name="campaignOwner">Who answers for the campaign.</param>
public sealed class ReviewerOrder(IEnumerable<Person> people, PersonId campaignOwner)
{
    private readonly Dictionary<PersonId, Person> _people = people.ToDictionary(p => p.Id);

    /// <summary>Who is asked, or null when there is nobody at all who may answer.</summary>
    /// <param name="owner">The agent's owner, or null.</param>
    /// <param name="sponsor">The agent's sponsor, or null.</param>
    /// <param name="subject">The person whose own access it is, or null.</param>
    /// <param name="declined">People who said that it is not theirs.</param>
    public ReviewerChoice? Choose(PersonId? owner, PersonId? sponsor, PersonId? subject, IReadOnlyCollection<PersonId> declined)
    {
        var trail = new List<RoutingHop>();
        foreach (var (reason, candidate) in Candidates(owner, sponsor))
        {
            if (Refusal(candidate, subject, declined) is not { } why)
            {
                return new(candidate!.Value, reason, trail);
            }
            trail.Add(new(reason, candidate, why));
        }
        return null;
    }

    private IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> Candidates(PersonId? owner, PersonId? sponsor)
    {
        yield return (ReviewerReason.Owner, owner);
        yield return (ReviewerReason.Sponsor, sponsor);
        yield return (ReviewerReason.OwnersManager, owner is { } id && _people.TryGetValue(id, out var person) ? person.ManagerId : null);
        yield return (ReviewerReason.CampaignOwner, campaignOwner);
        foreach (var engineer in _people.Values
            .Where(p => p.IsActive && (p.AssignedRoles.Contains(Role.SecurityEngineer) || p.AssignedRoles.Contains(Role.Administrator)))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id))
        {
            yield return (ReviewerReason.SecurityEngineer, engineer.Id);
        }
    }

    private PassedOver? Refusal(PersonId? candidate, PersonId? subject, IReadOnlyCollection<PersonId> declined) => candidate switch
    {
        null => PassedOver.Nobody,
        { } id when !_people.TryGetValue(id, out var person) || !person.IsActive => PassedOver.Left,
        { } id when id == subject => PassedOver.OwnAccess,
        { } id when declined.Contains(id) => PassedOver.SaidNotMine,
        _ => null,
    };
}
