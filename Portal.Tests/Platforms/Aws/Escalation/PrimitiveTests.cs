using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws.Catalogue;
using Portal.Data.Platforms.Aws.Escalation;
using static Portal.Tests.Platforms.Aws.Escalation.EscalationLab;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Escalation;

/// <summary>Every primitive of the table is found when it is allowed, and silent when a boundary, an organization's limit, the resource or the trust stops it.</summary>
public sealed class PrimitiveTests
{
    private const string Group = "staff";
    private const string Provider = "arn:aws:iam::111111111111:saml-provider/corp";

    public static TheoryData<string> Ids => [.. Primitives.All.Select(primitive => primitive.Id)];

    /// <summary>Each primitive with each of the actions that it needs.</summary>
    public static TheoryData<string, string> Actions => [.. Primitives.All.SelectMany(primitive => primitive.Actions.Select(action => (primitive.Id, action)))];

    public static TheoryData<string> PassedIds => [.. Primitives.All.Where(primitive => primitive.Actions.Contains(Primitive.PassRole)).Select(primitive => primitive.Id)];

    public static TheoryData<string> ServedIds => [.. Primitives.All.Where(primitive => primitive.Service is not null).Select(primitive => primitive.Id)];

    public static TheoryData<string> TouchingIds => [.. Primitives.All.Where(primitive => primitive.OnTarget.Count > 0).Select(primitive => primitive.Id)];

    [Fact]
    public void The_table_names_only_actions_that_exist_and_each_primitive_once()
    {
        Assert.All(Primitives.Names, name => Assert.NotNull(ActionCatalogue.Instance.Find(name)));
        Assert.Equal(Primitives.All.Count, Primitives.All.Select(primitive => primitive.Id).Distinct().Count());
        Assert.InRange(Primitives.Actions.Count, 80, 128);
        Assert.All(Primitives.All, primitive => Assert.NotEmpty(primitive.Actions));
    }

    [Theory, MemberData(nameof(Ids))]
    public void It_is_found_when_its_actions_are_allowed(string id)
    {
        var found = Lab(Of(id), holding => holding).Found(CallerOf(Of(id)));

        Assert.True(found.TryGetValue(id, out var isConditional), $"found only {string.Join(", ", found.Keys)}");
        Assert.Equal(Of(id).Condition is not null, isConditional);
    }

    [Theory, MemberData(nameof(Actions))]
    public void It_is_silent_without_one_of_its_actions(string id, string action)
    {
        var found = Lab(Of(id), holding => holding.With("stop", Deny(action.Replace('|', ' ')))).Found(CallerOf(Of(id)));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(Actions))]
    public void A_boundary_that_leaves_one_of_its_actions_out_silences_it(string id, string action)
    {
        var others = $"{{'Effect':'Allow','NotAction':[{string.Join(',', action.Split('|').Select(one => $"'{one}'"))}],'Resource':'*'}}";

        var found = Lab(Of(id), holding => holding.Limited(LimitKind.Boundary, CallerOf(Of(id)), "limit", others), isBound: false).Found(CallerOf(Of(id)));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(Actions))]
    public void A_service_control_policy_that_denies_one_of_its_actions_silences_it(string id, string action)
    {
        var found = Lab(Of(id), holding => holding
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "FullAWSAccess", FullAccess)
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "stop", Deny(action.Replace('|', ' ')))).Found(CallerOf(Of(id)));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_level_of_the_organization_that_allows_nothing_of_it_silences_it(string id)
    {
        var found = Lab(Of(id), holding => holding
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "FullAWSAccess", FullAccess)
            .Limited(LimitKind.ServiceControlPolicy, "ou-1", "reading", Allow("s3:Get*"))).Found(CallerOf(Of(id)));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(TouchingIds))]
    public void It_is_silent_when_its_actions_are_allowed_on_others_only(string id)
    {
        var primitive = Of(id);

        var found = Lab(primitive, holding => holding, resource: "arn:aws:iam::111111111111:*/somebody-else").Found(CallerOf(primitive));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(PassedIds))]
    public void A_role_that_may_be_passed_to_another_service_only_is_no_finding(string id)
    {
        var condition = "'Condition':{'StringEquals':{'iam:PassedToService':'backup.amazonaws.com'}}";

        var found = Lab(Of(id), holding => holding, passCondition: condition).Found(CallerOf(Of(id)));

        Assert.DoesNotContain(id, found.Keys);
    }

    [Theory, MemberData(nameof(PassedIds))]
    public void A_role_that_may_be_passed_to_its_service_is_one(string id)
    {
        var condition = $"'Condition':{{'StringEquals':{{'iam:PassedToService':'{Of(id).Service}'}}}}";

        var found = Lab(Of(id), holding => holding, passCondition: condition).Found(CallerOf(Of(id)));

        Assert.Equal(Of(id).Condition is not null, found[id]);
    }

    [Theory, MemberData(nameof(ServedIds))]
    public void A_role_that_does_not_trust_the_service_is_no_finding(string id)
    {
        var primitive = Of(id);
        var lab = WithAdministrators("backup.amazonaws.com").Add(Holding(primitive, "*", passCondition: null), TrustService("backup.amazonaws.com"));

        Assert.DoesNotContain(id, lab.Found(CallerOf(primitive)).Keys);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_condition_that_nothing_is_known_about_makes_it_depend_and_is_named(string id)
    {
        var primitive = Of(id);
        var lab = Lab(primitive, holding => holding.With("mfa", Deny("*", more: "'Condition':{'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}}")));

        var graph = lab.Graph();
        var hops = graph.Direct(lab.NodeOf(CallerOf(primitive))).Where(hop => hop.Step.Primitive == id).ToList();

        Assert.NotEmpty(hops);
        Assert.All(hops, hop => Assert.Contains(hop.Conditions, condition => condition.Contains("aws:MultiFactorAuthPresent", StringComparison.Ordinal)));
    }

    private static Primitive Of(string id) => Primitives.All.Single(primitive => primitive.Id == id);

    private static string CallerOf(Primitive primitive) =>
        primitive.Target is PrimitiveTarget.OwnUser or PrimitiveTarget.OwnGroup or PrimitiveTarget.Group ? CallerUser : Caller;

    /// <summary>An account in which the primitive can be used by its caller, changed as a test wants.</summary>
    private static EscalationLab Lab(Primitive primitive, Func<TestHolding, TestHolding> changed, string resource = "*", string? passCondition = null, bool isBound = true)
    {
        var trust = primitive.Target == PrimitiveTarget.FederatedRole
            ? Document($"{{'Effect':'Allow','Principal':{{'Federated':'{Provider}'}},'Action':'sts:AssumeRoleWithSAML'}}")
            : primitive.NeedsAssume ? TrustAws("111111111111") : primitive.Service is { } service ? TrustService(service) : null;
        var lab = new EscalationLab()
            .Add(new TestHolding().As(AdminRole).With("everything", FullAccess), trust)
            .Add(new TestHolding().As(AdminUser).With("everything", FullAccess))
            .Add(new TestHolding().As("arn:aws:iam::111111111111:user/member").WithGroup("administrators", "everything", FullAccess));
        return lab.Add(changed(Holding(primitive, resource, passCondition, isBound)));
    }

    private static TestHolding Holding(Primitive primitive, string resource, string? passCondition, bool isBound = true)
    {
        var holding = new TestHolding().As(CallerOf(primitive)).With("mine", Allow("s3:ListAllMyBuckets"));
        if (primitive.Target == PrimitiveTarget.OwnGroup)
        {
            holding.WithGroup(Group, "reading", Allow("s3:ListAllMyBuckets"));
        }
        if (isBound && primitive.Gains == PrimitiveGain.NoBoundary)
        {
            holding.Limited(LimitKind.Boundary, CallerOf(primitive), "wide", Allow("iam:*"));
        }
        foreach (var action in primitive.OnTarget.Concat(primitive.OnItsPolicy))
        {
            holding.With($"allow {action}", Allow(action.Replace('|', ' '), resource, action == Primitive.PassRole ? passCondition : null));
        }
        foreach (var action in primitive.Anywhere)
        {
            holding.With($"allow {action}", Allow(action.Split('|')[0]));
        }
        return holding;
    }
}
