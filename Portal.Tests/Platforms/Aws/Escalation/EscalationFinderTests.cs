using CsCheck;
using Portal.Data.Permissions.Escalation;
using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using Portal.Data.Platforms.Aws.Escalation;
using static Portal.Tests.Platforms.Aws.Escalation.EscalationLab;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Escalation;

/// <summary>Who can become whom: on computed permissions, over several steps, with limits.</summary>
public sealed class EscalationFinderTests
{
    private const string Middle = "arn:aws:iam::111111111111:role/middle";
    private const string Service = "lambda.amazonaws.com";

    /// <summary>The 21 methods that Rhino Security Labs published in 2018, as the actions that they need and what the caller is.</summary>
    public static TheoryData<string, string> Rhino => new()
    {
        { "role", "iam:CreatePolicyVersion" }, { "role", "iam:SetDefaultPolicyVersion" }, { "role", "iam:PassRole ec2:RunInstances" },
        { "role", "iam:CreateAccessKey" }, { "role", "iam:CreateLoginProfile" }, { "role", "iam:UpdateLoginProfile" },
        { "user", "iam:AttachUserPolicy" }, { "user", "iam:AttachGroupPolicy" }, { "role", "iam:AttachRolePolicy sts:AssumeRole" },
        { "user", "iam:PutUserPolicy" }, { "user", "iam:PutGroupPolicy" }, { "role", "iam:PutRolePolicy sts:AssumeRole" },
        { "user", "iam:AddUserToGroup" }, { "role", "iam:UpdateAssumeRolePolicy sts:AssumeRole" },
        { "role", "iam:PassRole lambda:CreateFunction lambda:InvokeFunction" },
        { "role", "iam:PassRole lambda:CreateFunction lambda:CreateEventSourceMapping" }, { "role", "lambda:UpdateFunctionCode" },
        { "role", "iam:PassRole glue:CreateDevEndpoint" }, { "role", "glue:UpdateDevEndpoint" }, { "role", "iam:PassRole cloudformation:CreateStack" },
        { "role", "iam:PassRole datapipeline:CreatePipeline datapipeline:PutPipelineDefinition datapipeline:ActivatePipeline" },
    };

    [Theory, MemberData(nameof(Rhino))]
    public void Each_of_the_published_twenty_one_leads_to_the_administrator(string kind, string actions)
    {
        var caller = kind == "user" ? CallerUser : Caller;
        string[] services = ["ec2.amazonaws.com", "lambda.amazonaws.com", "glue.amazonaws.com", "cloudformation.amazonaws.com", "datapipeline.amazonaws.com"];
        var trust = Document($"{{'Effect':'Allow','Principal':{{'AWS':'111111111111','Service':[{string.Join(',', services.Select(service => $"'{service}'"))}]}},'Action':'sts:AssumeRole'}}");
        var lab = WithAdministrators(trust: trust)
            .Add(new TestHolding().As("arn:aws:iam::111111111111:user/member").WithGroup("administrators", "everything", FullAccess))
            .Add(new TestHolding().As(caller).With("mine", Allow(actions)).WithGroup("staff", "reading", Allow("s3:ListAllMyBuckets")));

        Assert.NotNull(lab.Graph().PathToAdministrator(lab.NodeOf(caller)));
    }

    [Fact]
    public void Without_a_right_that_helps_there_is_no_way()
    {
        var lab = WithAdministrators(Service).Add(new TestHolding().With("reading", Allow("s3:* sqs:* iam:Get* iam:List*")));

        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
    }

    [Fact]
    public void Who_holds_everything_is_there_without_a_step()
    {
        var lab = WithAdministrators();

        Assert.Equal(0, lab.Graph().CostToAdministrator(lab.NodeOf(AdminRole)));
    }

    [Fact]
    public void The_shortest_way_is_told_step_by_step_with_the_statements_that_allow_it()
    {
        var lab = WithAdministrators(Service)
            .Add(new TestHolding().As(Middle).With("deploy", Allow("iam:PassRole", AdminRole), Allow("lambda:CreateFunction lambda:InvokeFunction")), TrustAws("111111111111"))
            .Add(new TestHolding().With("hop", Allow("sts:AssumeRole", Middle)));
        var graph = lab.Graph();

        var path = graph.PathToAdministrator(lab.NodeOf(Caller))!;

        Assert.Equal(["sts-001", "lambda-001", EscalationStep.HoldsEverything], path.Select(hop => hop.Step.Primitive));
        Assert.Equal([lab.NodeOf(Caller), lab.NodeOf(Middle), lab.NodeOf(AdminRole)], path.Select(hop => hop.From));
        Assert.Equal("iam:PassRole: deploy › statement 1", path[1].Step.GrantedBy[0]);
        Assert.Equal(2, EscalationGraph.StepsOf(graph.CostToAdministrator(lab.NodeOf(Caller))));
        Assert.False(EscalationGraph.IsConditional(graph.CostToAdministrator(lab.NodeOf(Caller))));
    }

    [Fact]
    public void A_longer_way_that_surely_works_is_better_than_one_that_depends()
    {
        var lab = WithAdministrators(Service)
            .Add(new TestHolding().As(Middle).With("deploy", Allow("iam:PassRole lambda:CreateFunction lambda:InvokeFunction")), TrustAws("111111111111"))
            .Add(new TestHolding().With("both", Allow("sts:AssumeRole", Middle), Allow("iam:PutRolePolicy", more: "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}")));

        var path = lab.Graph().PathToAdministrator(lab.NodeOf(Caller))!;

        Assert.Equal(["sts-001", "lambda-001", EscalationStep.HoldsEverything], path.Select(hop => hop.Step.Primitive));
    }

    [Fact]
    public void Two_roles_that_can_become_each_other_end_the_search()
    {
        var lab = new EscalationLab()
            .Add(new TestHolding().As(Middle).With("hop", Allow("sts:AssumeRole", Caller)), TrustAws("111111111111"))
            .Add(new TestHolding().With("hop", Allow("sts:AssumeRole", Middle)), TrustAws("111111111111"));
        var graph = lab.Graph();

        Assert.Null(graph.PathToAdministrator(lab.NodeOf(Caller)));
        Assert.Equal([lab.NodeOf(Middle)], graph.Reach([lab.NodeOf(Caller)]).Select(reached => reached.Node));
    }

    [Fact]
    public void A_role_that_names_its_callers_lets_in_those_alone()
    {
        const string other = "arn:aws:iam::111111111111:role/other";
        var lab = WithAdministrators(trust: TrustAws(Caller))
            .Add(new TestHolding().With("hop", Allow("sts:AssumeRole")))
            .Add(new TestHolding().As(other).With("hop", Allow("sts:AssumeRole")));

        Assert.NotNull(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(other)));
    }

    [Fact]
    public void A_condition_on_the_caller_in_a_trust_policy_is_asked_of_each()
    {
        const string other = "arn:aws:iam::111111111111:role/other";
        var lab = WithAdministrators(trust: TrustAws("111111111111", "'Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111111111111:role/ag*'}}"))
            .Add(new TestHolding().With("hop", Allow("sts:AssumeRole")))
            .Add(new TestHolding().As(other).With("hop", Allow("sts:AssumeRole")));

        Assert.NotNull(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(other)));
    }

    [Fact]
    public void A_role_of_another_account_is_reached_when_it_trusts_this_one()
    {
        var away = new EscalationSubject(new TestHolding().As("arn:aws:iam::222222222222:role/away").With("everything", FullAccess).Build() with { Container = "222222222222" }, Text(TrustAws("111111111111")));
        var lab = new EscalationLab().Add(away).Add(new TestHolding().With("hop", Allow("sts:AssumeRole")));

        Assert.Equal(["sts-001", EscalationStep.HoldsEverything], lab.Graph().PathToAdministrator(lab.NodeOf(Caller))!.Select(hop => hop.Step.Primitive));
    }

    [Fact]
    public void Nobody_changes_what_is_in_another_account()
    {
        var away = new EscalationSubject(new TestHolding().As("arn:aws:iam::222222222222:role/away").With("everything", FullAccess).Build() with { Container = "222222222222" }, Text(TrustAws("111111111111")));
        var lab = new EscalationLab().Add(away).Add(new TestHolding().With("all of iam", Allow("iam:UpdateAssumeRolePolicy iam:CreateAccessKey")));

        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
    }

    [Fact]
    public void Within_a_boundary_any_right_is_not_every_right()
    {
        var lab = new EscalationLab().Add(new TestHolding()
            .With("self", Allow("iam:PutRolePolicy"))
            .Limited(LimitKind.Boundary, Caller, "bound", Allow("iam:PutRolePolicy s3:*")));
        var graph = lab.Graph();

        Assert.Null(graph.PathToAdministrator(lab.NodeOf(Caller)));
        Assert.Equal("with any right that its boundary and denies leave", graph.Map.Nodes[Assert.Single(graph.Direct(lab.NodeOf(Caller))).To].Change);
    }

    [Fact]
    public void A_boundary_that_can_be_taken_off_holds_nobody()
    {
        var lab = new EscalationLab().Add(new TestHolding()
            .With("self", Allow("iam:PutRolePolicy iam:DeleteRolePermissionsBoundary"))
            .Limited(LimitKind.Boundary, Caller, "bound", Allow("iam:* s3:*")));

        Assert.Equal(
            ["iam-005", "iam-delete-role-boundary"],
            lab.Graph().PathToAdministrator(lab.NodeOf(Caller))!.Select(hop => hop.Step.Primitive).Where(id => id != EscalationStep.HoldsEverything).Order());
    }

    [Fact]
    public void Who_may_attach_only_other_policies_gains_nothing()
    {
        var lab = new EscalationLab().Add(new TestHolding().With(
            "self", Allow("iam:AttachRolePolicy", more: "'Condition':{'ArnEquals':{'iam:PolicyARN':'arn:aws:iam::aws:policy/ReadOnlyAccess'}}")));

        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
    }

    [Fact]
    public void A_tag_on_the_target_is_known()
    {
        var rule = Allow("iam:UpdateAssumeRolePolicy", more: "'Condition':{'StringEquals':{'aws:ResourceTag/team':'agents'}}");
        var tagged = new EscalationLab().Add(new TestHolding().As(AdminRole).Tagged("team", "agents").With("everything", FullAccess)).Add(new TestHolding().With("trust", rule));
        var other = new EscalationLab().Add(new TestHolding().As(AdminRole).Tagged("team", "people").With("everything", FullAccess)).Add(new TestHolding().With("trust", rule));

        Assert.Equal("iam-012", tagged.Graph().PathToAdministrator(tagged.NodeOf(Caller))![0].Step.Primitive);
        Assert.Null(other.Graph().PathToAdministrator(other.NodeOf(Caller)));
    }

    [Fact]
    public void Own_tags_decide_for_each_holder_of_the_same_policy()
    {
        const string other = "arn:aws:iam::111111111111:role/other";
        var rule = Allow("iam:PassRole lambda:CreateFunction lambda:InvokeFunction", more: "'Condition':{'StringEquals':{'aws:PrincipalTag/trusted':'yes'}}");
        var lab = WithAdministrators(Service)
            .Add(new TestHolding().Tagged("trusted", "yes").With("same", rule))
            .Add(new TestHolding().As(other).Tagged("trusted", "no").With("same", rule));

        Assert.NotNull(lab.Graph().PathToAdministrator(lab.NodeOf(Caller)));
        Assert.Null(lab.Graph().PathToAdministrator(lab.NodeOf(other)));
    }

    [Fact]
    public void Callers_who_may_pass_every_role_share_one_set()
    {
        var lab = new EscalationLab();
        for (var i = 0; i < 50; i++)
        {
            lab.Add(new TestHolding().As($"arn:aws:iam::111111111111:role/target-{i}").With("reading", Allow("s3:GetObject")), TrustService(Service));
            lab.Add(new TestHolding().As($"arn:aws:iam::111111111111:role/caller-{i}").With("pass", Allow("iam:PassRole lambda:CreateFunction lambda:InvokeFunction")));
        }

        var map = lab.Graph().Map;

        Assert.Single(map.Nodes, node => node.Kind == EscalationNodeKind.Set);
        Assert.Equal(100, map.Edges.Count);
    }

    [Fact]
    public void Whoever_the_organization_leaves_no_way_to_give_rights_is_no_administrator_to_become()
    {
        TestHolding Limited(string deny) => new TestHolding().As(AdminRole).With("everything", FullAccess).Limited(LimitKind.ServiceControlPolicy, "r-root", "guard", FullAccess, Deny(deny));
        EscalationLab Lab(string deny) => new EscalationLab().Add(Limited(deny), TrustAws("111111111111")).Add(new TestHolding().With("hop", Allow("sts:AssumeRole")));

        var (few, all) = (Lab("cloudtrail:StopLogging"), Lab("iam:*"));

        Assert.Equal(["sts-001", EscalationStep.HoldsEverything], few.Graph().PathToAdministrator(few.NodeOf(Caller))!.Select(hop => hop.Step.Primitive));
        Assert.DoesNotContain(all.Graph().Map.Steps, step => step.Primitive == EscalationStep.HoldsEverything);
        Assert.NotEqual(0, all.Graph().CostToAdministrator(all.NodeOf(AdminRole)));
    }

    [Fact]
    public void The_test_of_administrators_and_the_graph_agree_about_everyone()
    {
        var engine = new AwsPermissionEngine();
        var mfa = "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}";
        var given = Gen.Select(OneOf("*", "*", "iam:*", "iam:PutRolePolicy", "iam:AttachRolePolicy", "s3:*"), OneOf("*", "*", Caller, "arn:aws:iam::111111111111:role/other"), Gen.Int[0, 4])
            .Select((action, resource, when) => Allow(action, resource, when == 0 ? mfa : null));
        var limits = Gen.Select(OneOf("iam:*", "iam:Put*", "iam:DeleteRole*", "cloudtrail:*", "*"), OneOf("*", "*", "arn:aws:iam::*:role/guard"), Gen.Int[0, 4])
            .Select((action, resource, when) => Deny(action, resource, when == 0 ? mfa : null));

        Gen.Select(given.Array[1, 3], limits.Array[0, 2], limits.Array[0, 1], limits.Array[0, 1]).Sample(
            (allowed, organization, own, bound) =>
            {
                var holding = new TestHolding().With("given", [.. allowed, .. own]);
                holding = organization.Length == 0 ? holding : holding.Limited(LimitKind.ServiceControlPolicy, "r-root", "guard", [FullAccess, .. organization]);
                holding = bound.Length == 0 ? holding : holding.Limited(LimitKind.Boundary, Caller, "bound", [FullAccess, .. bound]);
                var lab = new EscalationLab().Add(holding);

                var cost = lab.Graph().CostToAdministrator(lab.NodeOf(Caller));

                switch (engine.Evaluate(holding.Build()).Administrator?.Kind)
                {
                    case AdministratorKind.Everything or AdministratorKind.AllThatIsLeft:
                        Assert.Equal(0, cost);
                        break;
                    case AdministratorKind.CanGrantItself:
                        Assert.False(EscalationGraph.IsConditional(cost));
                        Assert.NotEqual(EscalationGraph.Never, cost);
                        break;
                    default:
                        Assert.NotEqual(0, cost);
                        break;
                }
            },
            iter: 500);
    }

    [Fact]
    public void A_deny_or_a_limit_never_adds_a_way()
    {
        var actions = OneOf([.. Primitives.Actions, "iam:*", "*", "lambda:*"]);
        var resources = OneOf("*", AdminRole, AdminUser, "arn:aws:iam::111111111111:role/*", "arn:aws:lambda:*:111111111111:function:*", Caller);
        var statement = Gen.Select(actions, resources, Gen.Bool).Select((action, resource, mfa) =>
            (action, resource, more: mfa ? "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}" : null));

        Gen.Select(statement.Array[1, 8], statement, Gen.Int[0, 2]).Sample(
            (allowed, extra, how) =>
            {
                TestHolding Given() => new TestHolding().With("given", [.. allowed.Select(rule => Allow(rule.action, rule.resource, rule.more))]);
                var before = Steps(Given());
                if (before.GetValueOrDefault((EscalationStep.HoldsEverything, EscalationMap.Administrator), 1) == 0)
                {
                    // An administrator gains nothing by any way, so few are listed; one that is none any more has them.
                    return;
                }
                var after = Steps(how switch
                {
                    0 => Given().With("deny", Deny(extra.action, extra.resource, extra.more)),
                    1 => Given().Limited(LimitKind.ServiceControlPolicy, "r-root", "limit", Allow(extra.action, extra.resource, extra.more)),
                    _ => Given().Limited(LimitKind.ServiceControlPolicy, "r-root", "full", FullAccess).Limited(LimitKind.ServiceControlPolicy, "r-root", "deny", Deny(extra.action, extra.resource, extra.more)),
                });
                Assert.Subset(before.Keys.ToHashSet(), after.Keys.ToHashSet());
                Assert.All(after, step => Assert.True(before[step.Key] <= step.Value, $"{step.Key} became surer"));
            },
            iter: 300);
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Dictionary<(string Primitive, int Target), int> Steps(TestHolding caller)
    {
        string[] services = ["lambda.amazonaws.com", "ec2.amazonaws.com", "glue.amazonaws.com"];
        var trust = Document($"{{'Effect':'Allow','Principal':{{'AWS':'111111111111','Service':[{string.Join(',', services.Select(service => $"'{service}'"))}]}},'Action':'sts:AssumeRole'}}");
        var lab = WithAdministrators(trust: trust).Add(caller);
        return lab.Graph().Direct(lab.NodeOf(Caller))
            .Where(hop => hop.To <= lab.NodeOf(Caller))
            .GroupBy(hop => (hop.Step.Primitive, hop.To)).ToDictionary(hops => hops.Key, hops => hops.Min(hop => hop.Conditions.Count > 0 ? 1 : 0));
    }
}
