using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Who is asked, and whose own access something is, without a database.</summary>
public sealed class ReviewerOrderTests
{
    private readonly Person _manager = A.Person("Mara Manager");
    private readonly Person _owner;
    private readonly Person _sponsor = A.Person("Sam Sponsor");
    private readonly Person _campaignOwner = A.Person("Cleo Campaign");
    private readonly Person _engineer = A.Person("Ada Engineer", roles: Role.SecurityEngineer);
    private readonly Person _administrator = A.Person("Zoe Administrator", roles: Role.Administrator);

    public ReviewerOrderTests() => _owner = A.Person("Olga Owner", manager: _manager.Id);

    [Fact]
    public void Everyone_in_turn_is_asked_as_those_before_cannot_answer()
    {
        Person[] expected = [_owner, _sponsor, _manager, _campaignOwner, _engineer, _administrator];
        ReviewerReason[] reasons =
        [
            ReviewerReason.Owner, ReviewerReason.Sponsor, ReviewerReason.OwnersManager, ReviewerReason.CampaignOwner,
            ReviewerReason.SecurityEngineer, ReviewerReason.SecurityEngineer,
        ];
        for (var declined = 0; declined < expected.Length; declined++)
        {
            var choice = Choose(declined: [.. expected.Take(declined).Select(p => p.Id)]);

            Assert.Equal((expected[declined].Id, reasons[declined]), (choice!.Reviewer, choice.Reason));
            Assert.Equal(reasons.Take(declined).Select(r => (r, PassedOver.SaidNotMine)), choice.Trail.Select(h => (h.As, h.Why)));
        }
    }

    [Fact]
    public void When_nobody_is_left_nobody_is_made_up() =>
        Assert.Null(Choose(declined: [_owner.Id, _sponsor.Id, _manager.Id, _campaignOwner.Id, _engineer.Id, _administrator.Id]));

    [Fact]
    public void Someone_who_left_is_not_asked()
    {
        _owner.IsActive = false;

        var choice = Choose();

        Assert.Equal(_sponsor.Id, choice!.Reviewer);
        Assert.Equal([new(ReviewerReason.Owner, _owner.Id, PassedOver.Left)], choice.Trail);
    }

    [Fact]
    public void An_agent_that_nobody_owns_goes_to_its_sponsor_then_to_who_answers_for_the_campaign()
    {
        Assert.Equal(_sponsor.Id, Order().Choose(owner: null, _sponsor.Id, subject: null, [])!.Reviewer);

        var choice = Order().Choose(owner: null, sponsor: null, subject: null, [])!;

        Assert.Equal(_campaignOwner.Id, choice.Reviewer);
        Assert.All(choice.Trail, hop => Assert.Equal((null, PassedOver.Nobody), (hop.Person, hop.Why)));
    }

    [Fact]
    public void Nobody_is_asked_about_their_own_access_in_any_place_of_the_order()
    {
        foreach (var subject in new[] { _owner, _sponsor, _manager, _campaignOwner, _engineer, _administrator })
        {
            var choice = Order().Choose(subject.Id, subject.Id, subject.Id, []);

            Assert.NotEqual(subject.Id, choice!.Reviewer);
            Assert.Contains(choice.Trail, hop => hop.Why == PassedOver.OwnAccess);
        }
    }

    [Theory]
    [InlineData(IdentityKind.User, "olga", "", "", true)]
    [InlineData(IdentityKind.User, "OLGA@example.com", "", "", true)]
    [InlineData(IdentityKind.Role, "olga@example.com", "", "", true)]
    [InlineData(IdentityKind.Role, "olga", "", "", false)]
    [InlineData(IdentityKind.Role, "operator", "Engineer", "olga", true)]
    [InlineData(IdentityKind.Role, "operator", "email", "olga@example.com", true)]
    [InlineData(IdentityKind.Role, "operator", "owner", "olga@example.com", false)]
    [InlineData(IdentityKind.User, "someone-else", "team", "olga", false)]
    public void Own_access_is_told_by_name_address_or_tag(IdentityKind kind, string name, string tag, string value, bool isOwn)
    {
        var olga = A.Person("Olga", email: "olga@example.com");
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        if (tag.Length > 0)
        {
            tags.Add(tag, value);
        }

        Assert.Equal(isOwn ? olga.Id : null, new OwnAccess([olga, _manager]).PersonOf(kind, name, tags));
    }

    private ReviewerChoice? Choose(params IReadOnlyCollection<PersonId> declined) => Order().Choose(_owner.Id, _sponsor.Id, subject: null, declined);

    private ReviewerOrder Order() => new([_administrator, _engineer, _campaignOwner, _sponsor, _owner, _manager], _campaignOwner.Id);
}
