using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>What an identity can do: its entitlements, less every limit, with the path that explains it.</summary>
public sealed class EvaluateTests
{
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void An_allowed_action_is_told_with_its_policy_and_statement()
    {
        var permission = Assert.Single(Evaluate(new TestHolding().With("reader", Allow("s3:GetObject", "arn:aws:s3:::reports/*"))));

        Assert.Equal(("s3", AccessLevel.Read), (permission.Service, permission.Access));
        Assert.Equal(["s3:GetObject"], permission.Actions);
        Assert.Equal(["arn:aws:s3:::reports/*"], permission.Resources);
        Assert.Equal([(PathStepKind.Policy, "reader"), (PathStepKind.Statement, "statement 1")], permission.Path.Select(step => (step.Kind, step.Name)));
        Assert.Equal("/Statement/0", permission.Path[^1].Place?.Path);
        Assert.Equal("reader", permission.Entitlement?.Name);
        Assert.InRange(permission.ActionsInService, 30, 200);
    }

    [Fact]
    public void A_group_comes_first_in_the_path()
    {
        var permission = Assert.Single(Evaluate(new TestHolding().WithGroup("staff", "reader", Allow("sqs:ReceiveMessage"))));

        Assert.Equal([PathStepKind.Group, PathStepKind.Policy, PathStepKind.Statement], permission.Path.Select(step => step.Kind));
    }

    [Fact]
    public void Actions_are_grouped_by_service_and_access_level_in_order()
    {
        var permissions = Evaluate(new TestHolding().With("mixed", Allow("sqs:* s3:GetObject s3:DeleteObject")));

        Assert.Equal(
            [("s3", AccessLevel.Read), ("s3", AccessLevel.Write), ("sqs", AccessLevel.Read), ("sqs", AccessLevel.Tagging), ("sqs", AccessLevel.Write), ("sqs", AccessLevel.PermissionsManagement)],
            permissions.Select(permission => (permission.Service, permission.Access)));
    }

    [Fact]
    public void An_action_whose_resources_a_pattern_cannot_name_is_not_allowed()
    {
        var permissions = Evaluate(new TestHolding().With("bucket", Allow("s3:ListAllMyBuckets s3:ListBucket s3:GetObject", "arn:aws:s3:::logs/*")));

        Assert.Equal(["s3:GetObject"], permissions.SelectMany(permission => permission.Actions));
    }

    [Fact]
    public void Each_action_shows_only_the_resources_that_it_works_on()
    {
        var permissions = Evaluate(new TestHolding().With("bucket", Allow("s3:ListBucket s3:GetObject", "arn:aws:s3:::logs arn:aws:s3:::logs/*")));

        Assert.Equal(["arn:aws:s3:::logs"], permissions.Single(p => p.Actions.Contains("s3:ListBucket")).Resources);
        Assert.Contains("arn:aws:s3:::logs/*", permissions.Single(p => p.Actions.Contains("s3:GetObject")).Resources);
    }

    [Fact]
    public void A_boundary_leaves_what_both_allow_and_stands_in_the_path()
    {
        var permissions = Evaluate(new TestHolding()
            .With("storage", Allow("s3:GetObject s3:DeleteObject"))
            .Limited(LimitKind.Boundary, Role, "readers", Allow("s3:Get*")));

        var permission = Assert.Single(permissions);
        Assert.Equal(["s3:GetObject"], permission.Actions);
        var limit = permission.Path[^1];
        Assert.Equal((PathStepKind.Limit, "permission boundary readers", "leaves 1 of 2 actions"), (limit.Kind, limit.Name, limit.Detail));
        Assert.Equal(1, limit.RemovedCount);
        Assert.Equal(["s3:DeleteObject"], limit.RemovedExamples);
    }

    [Fact]
    public void A_boundary_with_narrower_resources_narrows()
    {
        var permission = Assert.Single(Evaluate(new TestHolding()
            .With("storage", Allow("s3:GetObject", "arn:aws:s3:::*"))
            .Limited(LimitKind.Boundary, Role, "logs", Allow("s3:*", "arn:aws:s3:::logs/*"))));

        Assert.Equal(["arn:aws:s3:::logs/*"], permission.Resources);
    }

    [Fact]
    public void An_unknown_boundary_is_never_no_limit()
    {
        var permissions = _engine.Evaluate(new TestHolding()
            .With("all", Allow("*"))
            .LimitedByText(LimitKind.Boundary, Role, "lost", text: null).Build());

        Assert.False(permissions.IsAdministrator);
        Assert.All(permissions.Permissions, permission => Assert.Contains(permission.Conditions, condition => condition.Text.Contains("lost", StringComparison.Ordinal)));
        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("permission boundary lost", StringComparison.Ordinal));
    }

    [Fact]
    public void A_malformed_boundary_is_never_no_limit_either()
    {
        var permissions = _engine.Evaluate(new TestHolding()
            .With("all", Allow("*"))
            .LimitedByText(LimitKind.Boundary, Role, "broken", """{"Statement":{"Effect":"Permit","Action":"*","Resource":"*"}}""").Build());

        Assert.False(permissions.IsAdministrator);
        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("Statement[0].Effect", StringComparison.Ordinal));
    }

    [Fact]
    public void A_malformed_policy_counts_for_nothing_and_is_told()
    {
        var permissions = _engine.Evaluate(new TestHolding().WithText("broken", """{"Statement":{"Effect":"Allow","Action":"*"}}""").Build());

        Assert.Empty(permissions.Permissions);
        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("broken is malformed", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_level_of_the_organization_must_allow()
    {
        var permissions = Evaluate(new TestHolding()
            .With("all", Allow("s3:GetObject sqs:SendMessage"))
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "FullAWSAccess", Allow("*"))
            .Limited(LimitKind.ServiceControlPolicy, "ou-1", "storage", Allow("s3:*"))
            .Limited(LimitKind.ServiceControlPolicy, "ou-1", "queues", Allow("sqs:*"))
            .Limited(LimitKind.ServiceControlPolicy, Account, "queues only", Allow("sqs:*")));

        Assert.Equal(["sqs:SendMessage"], permissions.SelectMany(permission => permission.Actions));
    }

    [Fact]
    public void The_management_account_is_not_bound_by_service_control_policies()
    {
        var permissions = Evaluate(new TestHolding().InManagementAccount()
            .With("all", Allow("s3:GetObject"))
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "nothing", Deny("*")));

        Assert.NotEmpty(permissions);
    }

    [Fact]
    public void An_unconditional_deny_on_everything_takes_the_actions_away()
    {
        Assert.Empty(Evaluate(new TestHolding().With("both", Allow("s3:GetObject"), Deny("s3:*"))));
    }

    [Fact]
    public void A_deny_on_some_resources_is_shown_as_an_exception()
    {
        var permission = Assert.Single(Evaluate(new TestHolding().With("both", Allow("s3:GetObject"), Deny("s3:*", "arn:aws:s3:::payroll/*"))));

        Assert.Equal(["arn:aws:s3:::payroll/*"], permission.ExceptResources);
        Assert.Equal(PathStepKind.Deny, permission.Path[^1].Kind);
    }

    [Fact]
    public void A_deny_on_all_but_some_resources_leaves_those()
    {
        var permission = Assert.Single(Evaluate(new TestHolding()
            .With("both", Allow("s3:GetObject"), "{'Effect':'Deny','Action':'s3:*','NotResource':'arn:aws:s3:::public/*'}")));

        Assert.Equal(["arn:aws:s3:::public/*"], permission.Resources);
    }

    [Fact]
    public void A_conditional_deny_becomes_a_condition()
    {
        var permission = Assert.Single(Evaluate(new TestHolding()
            .With("all", Allow("ec2:RunInstances"))
            .Limited(LimitKind.ServiceControlPolicy, "r-root", "regions", Allow("*"), Deny("*", more: "'Condition':{'StringNotEquals':{'aws:RequestedRegion':'eu-central-1'}}"))));

        var condition = Assert.Single(permission.Conditions);
        Assert.Equal("unless StringNotEquals aws:RequestedRegion = eu-central-1", condition.Text);
        Assert.Equal("the region is eu-central-1", condition.Words);
        Assert.Equal((ConditionKind.Unless, "service control policy regions › statement 2"), (condition.Kind, condition.Source));
        Assert.Equal("service control policy regions › statement 2", permission.Path[^1].Name);
    }

    [Fact]
    public void NotAction_allows_all_the_others()
    {
        var permissions = Evaluate(new TestHolding().With("power", "{'Effect':'Allow','NotAction':['iam:*','organizations:*'],'Resource':'*'}"));

        Assert.DoesNotContain(permissions, permission => permission.Service is "iam" or "organizations");
        Assert.True(permissions.SelectMany(permission => permission.Actions).Count() > 20_000);
    }

    [Fact]
    public void An_action_that_the_catalogue_does_not_know_is_kept_by_name()
    {
        var permission = Assert.Single(Evaluate(new TestHolding().With("new", Allow("quantumtea:Brew*"))));

        Assert.Equal(("quantumtea", AccessLevel.Unknown, 0), (permission.Service, permission.Access, permission.ActionsInService));
        Assert.Equal(["quantumtea:Brew*"], permission.Actions);
    }

    [Fact]
    public void An_unknown_action_is_denied_and_limited_by_name_too()
    {
        Assert.Empty(Evaluate(new TestHolding().With("new", Allow("quantumtea:Brew"), Deny("quantumtea:*"))));
        Assert.Empty(Evaluate(new TestHolding().With("new", Allow("quantumtea:Brew")).Limited(LimitKind.Boundary, Role, "b", Allow("s3:*"))));
        Assert.Single(Evaluate(new TestHolding().With("new", Allow("quantumtea:Brew")).Limited(LimitKind.Boundary, Role, "b", Allow("quantumtea:B*"))), p => p.Actions is ["quantumtea:Brew"]);
    }

    [Fact]
    public void A_bucket_policy_that_names_the_role_adds_to_it()
    {
        var permission = Assert.Single(Evaluate(new TestHolding().OnResource(
            "arn:aws:s3:::reports", Account, Allow("s3:GetObject", "arn:aws:s3:::reports/*", $"'Principal':{{'AWS':'{Role}'}}"))));

        Assert.Equal(PathStepKind.ResourcePolicy, permission.Path[0].Kind);
    }

    [Fact]
    public void What_was_not_imported_is_told()
    {
        var permissions = _engine.Evaluate(new TestHolding().WithText("lost", text: null).Build());

        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("policy lost is not in the import", StringComparison.Ordinal));
        Assert.Contains(permissions.NotModelled, sentence => sentence.Contains("No service control policies", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_holding_gives_the_same_answer_in_whatever_order_its_policies_come()
    {
        string[] first = [Allow("s3:* sqs:*"), Deny("s3:Delete*", "arn:aws:s3:::x/*")];
        string[] second = [Allow("ec2:Describe* s3:Get*", "*")];

        var one = Evaluate(new TestHolding().With("a", first).With("b", second));
        var other = Evaluate(new TestHolding().With("b", second).With("a", first));

        Assert.Equivalent(one, other, strict: true);
    }

    private IReadOnlyList<EffectivePermission> Evaluate(TestHolding holding) => _engine.Evaluate(holding.Build()).Permissions;
}
