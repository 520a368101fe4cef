using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews.Stages;

namespace Portal.Data.Reviews;

/// <summary>
/// The order in which people are asked. Without stages: owner, sponsor, the owner's manager, who answers for the campaign, and last anyone who
/// runs the inventory; a stage says its own, and ends the same way. Never someone who left, never about what is too much their own, and never
/// silently nobody. In place of someone who is away their stand-in is asked, else who comes next; where everybody is away, they are asked
/// nevertheless.
/// </summary>
/// <param name="people">Everyone, people who left included.</param>
/// <param name="campaignOwner">Who answers for the campaign.</param>
/// <param name="groups">The members of the groups that stages name, or null when they name none.</param>
/// <param name="away">Who is away, and who stands in for them; null where nobody does, and for nobody at all.</param>
public sealed class ReviewerOrder(
    IEnumerable<Person> people,
    PersonId campaignOwner,
    IReadOnlyDictionary<DirectoryGroupId, IReadOnlyList<PersonId>>? groups = null,
    IReadOnlyDictionary<PersonId, PersonId?>? away = null)
{
    private const int MostManagers = 10;

    private readonly Dictionary<PersonId, Person> _people = people.ToDictionary(p => p.Id);

    /// <summary>Who is asked, or null when there is nobody at all who may answer.</summary>
    /// <param name="owner">The agent's owner, or null.</param>
    /// <param name="sponsor">The agent's sponsor, or null.</param>
    /// <param name="subject">The person whose own access it is, or null.</param>
    /// <param name="declined">People who said that it is not theirs.</param>
    public ReviewerChoice? Choose(PersonId? owner, PersonId? sponsor, PersonId? subject, IReadOnlyCollection<PersonId> declined) =>
        Choose(owner, sponsor, Independence.Of(subject), declined);

    /// <summary>Who is asked, or null when there is nobody at all who may answer.</summary>
    /// <param name="owner">The agent's owner, or null.</param>
    /// <param name="sponsor">The agent's sponsor, or null.</param>
    /// <param name="independence">Who may not answer.</param>
    /// <param name="declined">People who said that it is not theirs.</param>
    public ReviewerChoice? Choose(PersonId? owner, PersonId? sponsor, Independence independence, IReadOnlyCollection<PersonId> declined)
    {
        var chosen = new Choosing(this, independence, declined.Distinct().ToDictionary(id => id, _ => PassedOver.SaidNotMine));
        chosen.Take(Usual(owner, sponsor), most: 1);
        chosen.TakeEvenAway(Usual(owner, sponsor), most: 1);
        return chosen.Choices.SingleOrDefault();
    }

    /// <summary>
    /// Who is asked in a stage: of those that its rule finds as many as it asks; where those are fewer than its quorum, its fallback chain adds
    /// to them, and last those who run the inventory.
    /// </summary>
    /// <param name="stage">The stage.</param>
    /// <param name="about">What is asked about.</param>
    /// <param name="barred">Who else may not be asked, and why.</param>
    /// <returns>In order. Fewer than the quorum when there is nobody else who may answer.</returns>
    public IReadOnlyList<ReviewerChoice> Seat(ReviewStage stage, AskedAbout about, IReadOnlyDictionary<PersonId, PassedOver> barred) =>
        Seat(stage, about, barred, stage.Asked, stage.Quorum);

    /// <summary>Who is asked in a stage in place of somebody; null when there is nobody.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="about">What is asked about.</param>
    /// <param name="barred">Who else may not be asked, and why; those who are asked already among them.</param>
    public ReviewerChoice? Replace(ReviewStage stage, AskedAbout about, IReadOnlyDictionary<PersonId, PassedOver> barred) =>
        Seat(stage, about, barred, most: 1, least: 1).SingleOrDefault();

    /// <summary>Who stands in for somebody who is away; null when nobody does who may answer.</summary>
    /// <param name="person">Who is away.</param>
    /// <param name="independence">Who may not answer.</param>
    /// <param name="barred">Who else may not be asked, and why.</param>
    public ReviewerChoice? StandInFor(PersonId person, Independence independence, IReadOnlyDictionary<PersonId, PassedOver> barred)
    {
        var chosen = new Choosing(this, independence, barred);
        chosen.Take([(ReviewerReason.StandIn, StandInOf(person))], most: 1);
        return chosen.Choices.SingleOrDefault();
    }

    /// <summary>Whether somebody is away.</summary>
    public bool IsAway(PersonId person) => away?.ContainsKey(person) == true;

    private PersonId? StandInOf(PersonId person) => away?.GetValueOrDefault(person);

    private List<ReviewerChoice> Seat(
        ReviewStage stage, AskedAbout about, IReadOnlyDictionary<PersonId, PassedOver> barred, int most, int least)
    {
        var chosen = new Choosing(this, about.Independence, barred);
        chosen.Take(Found(stage.Rule, about), most);
        chosen.Take(stage.Fallback.SelectMany(rule => Found(rule, about)), least);
        chosen.Take(Engineers(), least);
        chosen.TakeEvenAway([.. Found(stage.Rule, about), .. stage.Fallback.SelectMany(rule => Found(rule, about)), .. Engineers()], least);
        return chosen.Choices;
    }

    private IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> Usual(PersonId? owner, PersonId? sponsor)
    {
        yield return (ReviewerReason.Owner, owner);
        yield return (ReviewerReason.Sponsor, sponsor);
        yield return (ReviewerReason.OwnersManager, ManagerOf(owner));
        yield return (ReviewerReason.CampaignOwner, campaignOwner);
        foreach (var engineer in Engineers())
        {
            yield return engineer;
        }
    }

    private IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> Found(ReviewerRule rule, AskedAbout about) => rule.Kind switch
    {
        ReviewerRuleKind.Owner => [(ReviewerReason.Owner, about.Owner)],
        ReviewerRuleKind.Sponsor => [(ReviewerReason.Sponsor, about.Sponsor)],
        ReviewerRuleKind.ManagerChain => OrNobody(ReviewerReason.OwnersManager, ManagersOf(about.Owner)),
        ReviewerRuleKind.ResourceOwner => [(ReviewerReason.ResourceOwner, about.ResourceOwner)],
        ReviewerRuleKind.People => OrNobody(ReviewerReason.Named, rule.People),
        ReviewerRuleKind.Group => OrNobody(
            ReviewerReason.GroupMember, ByName(rule.Group is { } group && groups?.GetValueOrDefault(group) is { } members ? members.Select(_people.GetValueOrDefault) : [])),
        ReviewerRuleKind.RoleHolders => OrNobody(ReviewerReason.RoleHolder, ByName(_people.Values.Where(p => p.IsActive && rule.Role is { } role && p.AssignedRoles.Contains(role)))),
        ReviewerRuleKind.CampaignOwner => [(ReviewerReason.CampaignOwner, campaignOwner)],
    };

    private IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> Engineers() =>
        ByName(_people.Values.Where(p => p.IsActive && (p.AssignedRoles.Contains(Role.SecurityEngineer) || p.AssignedRoles.Contains(Role.Administrator))))
            .Select(id => (ReviewerReason.SecurityEngineer, (PersonId?)id));

    private static IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> OrNobody(ReviewerReason reason, IEnumerable<PersonId> found) =>
        found.Select(id => (PersonId?)id).DefaultIfEmpty().Select(id => (reason, id));

    private static IEnumerable<PersonId> ByName(IEnumerable<Person?> people) =>
        people.OfType<Person>().OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Id).Select(p => p.Id);

    private PersonId? ManagerOf(PersonId? person) => person is { } id && _people.TryGetValue(id, out var known) ? known.ManagerId : null;

    private IEnumerable<PersonId> ManagersOf(PersonId? person)
    {
        var above = new HashSet<PersonId>();
        for (var manager = ManagerOf(person); manager is { } id && above.Count < MostManagers && above.Add(id); manager = ManagerOf(id))
        {
            yield return id;
        }
    }

    /// <summary>Goes through candidates in order, and keeps who was chosen and who was passed over.</summary>
    private sealed class Choosing(ReviewerOrder order, Independence independence, IReadOnlyDictionary<PersonId, PassedOver> barred)
    {
        private readonly List<RoutingHop> _trail = [];

        public List<ReviewerChoice> Choices { get; } = [];

        public void Take(IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> candidates, int most)
        {
            foreach (var (reason, candidate) in candidates)
            {
                if (Choices.Count >= most)
                {
                    return;
                }
                if (!TryTake(reason, candidate, Refusal(candidate) ?? Absence(candidate)) && candidate is { } id && order.IsAway(id) && order.StandInOf(id) is { } standIn && Refusal(id) is null)
                {
                    TryTake(ReviewerReason.StandIn, standIn, Refusal(standIn) ?? Absence(standIn));
                }
            }
        }

        /// <summary>Takes those who are away, where there is nobody else.</summary>
        public void TakeEvenAway(IEnumerable<(ReviewerReason Reason, PersonId? Candidate)> candidates, int most)
        {
            foreach (var (reason, candidate) in candidates)
            {
                if (Choices.Count < most && Refusal(candidate) is null)
                {
                    TryTake(reason, candidate, why: null);
                }
            }
        }

        private bool TryTake(ReviewerReason reason, PersonId? candidate, PassedOver? why)
        {
            if (why is null)
            {
                Choices.Add(new(candidate!.Value, reason, [.. _trail]));
                return true;
            }
            if (why != PassedOver.AskedAlready || Choices.TrueForAll(c => c.Reviewer != candidate))
            {
                _trail.Add(new(reason, candidate, why.Value));
            }
            return false;
        }

        private PassedOver? Absence(PersonId? candidate) => candidate is { } id && order.IsAway(id) ? PassedOver.Away : null;

        private PassedOver? Refusal(PersonId? candidate) => candidate switch
        {
            null => PassedOver.Nobody,
            { } id when !order._people.TryGetValue(id, out var person) || !person.IsActive => PassedOver.Left,
            { } id when independence.Refusal(id) is { } own => own,
            { } id when barred.TryGetValue(id, out var why) => why,
            { } id when Choices.Exists(c => c.Reviewer == id) => PassedOver.AskedAlready,
            _ => null,
        };
    }
}
