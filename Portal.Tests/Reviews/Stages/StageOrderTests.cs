using Portal.Data.Access;
using Portal.Data.People;
using Portal.Data.People.Provisioning;
using Portal.Data.Reviews;
using Portal.Data.Reviews.Stages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews.Stages;

/// <summary>Whom a stage asks, without a database.</summary>
public sealed class StageOrderTests
{
    private static readonly Dictionary<PersonId, PassedOver> Nobody = [];

    private readonly Person _director = A.Person("Dora Director");
    private readonly Person _manager;
    private readonly Person _owner;
    private readonly Person _sponsor = A.Person("Sam Sponsor");
    private readonly Person _resource = A.Person("Rita Resource");
    private readonly Person _campaignOwner = A.Person("Cleo Campaign");
    private readonly Person _approver = A.Person("Alf Approver", roles: Role.Approver);
    private readonly Person _engineer = A.Person("Ada Engineer", roles: Role.SecurityEngineer);
    private readonly DirectoryGroupId _group = DirectoryGroupId.New();

    public StageOrderTests()
    {
        _manager = A.Person("Mara Manager", manager: _director.Id);
        _owner = A.Person("Olga Owner", manager: _manager.Id);
    }

    [Theory]
    [InlineData(ReviewerRuleKind.Owner, "Olga Owner")]
    [InlineData(ReviewerRuleKind.Sponsor, "Sam Sponsor")]
    [InlineData(ReviewerRuleKind.ManagerChain, "Mara Manager, Dora Director")]
    [InlineData(ReviewerRuleKind.ResourceOwner, "Rita Resource")]
    [InlineData(ReviewerRuleKind.People, "Sam Sponsor, Olga Owner")]
    [InlineData(ReviewerRuleKind.Group, "Alf Approver, Rita Resource")]
    [InlineData(ReviewerRuleKind.RoleHolders, "Alf Approver")]
    [InlineData(ReviewerRuleKind.CampaignOwner, "Cleo Campaign")]
    public void A_rule_finds_its_people_in_order(ReviewerRuleKind kind, string expected)
    {
        var rule = new ReviewerRule(kind) { People = [_sponsor.Id, _owner.Id], Group = _group, Role = Role.Approver };

        Assert.Equal(expected, Names(Seat(new ReviewStage { Rule = rule, Asked = 10 })));
    }

    [Fact]
    public void No_more_are_asked_than_the_stage_asks() =>
        Assert.Equal("Mara Manager", Names(Seat(new ReviewStage { Rule = new(ReviewerRuleKind.ManagerChain), Asked = 1 })));

    [Fact]
    public void The_fallback_adds_to_those_found_up_to_the_quorum_and_no_more()
    {
        var stage = new ReviewStage { Asked = 5, Quorum = 3, Fallback = [new(ReviewerRuleKind.Sponsor), new(ReviewerRuleKind.ManagerChain), new(ReviewerRuleKind.CampaignOwner)] };

        Assert.Equal("Olga Owner, Sam Sponsor, Mara Manager", Names(Seat(stage)));
    }

    [Fact]
    public void Behind_every_fallback_stand_those_who_run_the_inventory()
    {
        _sponsor.IsActive = false;
        var stage = new ReviewStage { Rule = new(ReviewerRuleKind.Sponsor), Fallback = [new(ReviewerRuleKind.Sponsor)] };

        var choice = Assert.Single(Seat(stage));

        Assert.Equal((_engineer.Id, ReviewerReason.SecurityEngineer), (choice.Reviewer, choice.Reason));
        Assert.Equal([PassedOver.Left, PassedOver.Left], choice.Trail.Select(h => h.Why));
    }

    [Fact]
    public void Nobody_is_asked_twice_about_the_same()
    {
        var stage = new ReviewStage { Asked = 2, Quorum = 2, Fallback = [new(ReviewerRuleKind.Owner), new(ReviewerRuleKind.Sponsor)] };

        Assert.Equal("Olga Owner, Sam Sponsor", Names(Seat(stage)));
    }

    [Fact]
    public void Who_is_too_near_or_was_asked_before_is_passed_over_with_the_reason()
    {
        var stage = new ReviewStage { Rule = new(ReviewerRuleKind.People) { People = [_owner.Id, _sponsor.Id, _manager.Id, _director.Id, _resource.Id] } };
        var barred = new Dictionary<PersonId, PassedOver> { [_director.Id] = PassedOver.VotedBefore };

        var choice = Assert.Single(Order().Seat(stage, About(new Independence(_owner.Id, [_sponsor.Id], _manager.Id)), barred));

        Assert.Equal(_resource.Id, choice.Reviewer);
        Assert.Equal([PassedOver.OwnAccess, PassedOver.GaveIt, PassedOver.OwnsItAlone, PassedOver.VotedBefore], choice.Trail.Select(h => h.Why));
    }

    [Fact]
    public void Managers_who_manage_each_other_end_the_chain()
    {
        _director.ManagerId = _manager.Id;

        Assert.Equal("Mara Manager, Dora Director", Names(Seat(new ReviewStage { Rule = new(ReviewerRuleKind.ManagerChain), Asked = 10 })));
    }

    [Theory]
    [InlineData(1, false, true)]
    [InlineData(2, false, false)]
    [InlineData(1, true, false)]
    public void Who_owns_an_agent_alone_may_answer_only_where_somebody_else_has_to_agree(int quorum, bool goesOn, bool isBarred)
    {
        var stage = new ReviewStage { Asked = 3, Quorum = quorum };
        var asking = new Asking(_campaignOwner.Id, goesOn ? [stage, new ReviewStage()] : [stage], OwnersDecideAlone: false);

        Assert.Equal(isBarred ? PassedOver.OwnsItAlone : null, asking.IndependenceIn(stage: 0, _owner.Id, sponsor: null, subject: null, granters: []).Refusal(_owner.Id));
        Assert.Null(asking.IndependenceIn(stage: 0, _owner.Id, _sponsor.Id, subject: null, granters: []).Refusal(_owner.Id));
        Assert.Null((asking with { OwnersDecideAlone = true }).IndependenceIn(stage: 0, _owner.Id, sponsor: null, subject: null, granters: []).Refusal(_owner.Id));
    }

    private IReadOnlyList<ReviewerChoice> Seat(ReviewStage stage) => Order().Seat(stage, About(Independence.Of(null)), Nobody);

    private AskedAbout About(Independence independence) => new(_owner.Id, _sponsor.Id, _resource.Id, independence);

    private Person[] Everyone => [_engineer, _approver, _campaignOwner, _resource, _sponsor, _owner, _manager, _director];

    private ReviewerOrder Order() => new(Everyone, _campaignOwner.Id, new Dictionary<DirectoryGroupId, IReadOnlyList<PersonId>> { [_group] = [_resource.Id, _approver.Id] });

    private string Names(IEnumerable<ReviewerChoice> choices) => string.Join(", ", choices.Select(c => Everyone.Single(p => p.Id == c.Reviewer).Name));
}
