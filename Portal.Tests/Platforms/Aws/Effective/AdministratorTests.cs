using Portal.Data.Platforms;
using Portal.Data.Platforms.Aws;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Effective;

/// <summary>Who counts as an administrator: what limits take from everyone does not hide one, and what only looks powerful is none.</summary>
public sealed class AdministratorTests
{
    private const string Root = "r-root";
    private readonly AwsPermissionEngine _engine = new();

    [Fact]
    public void Everything_everywhere_is_an_administrator()
    {
        Assert.Equal(AdministratorKind.Everything, Kind(new TestHolding().With("admin", Allow("*"))));
        Assert.Equal(AdministratorKind.Everything, Kind(new TestHolding().With("a", Allow("iam:*")).With("b", "{'Effect':'Allow','NotAction':'iam:*','Resource':'*'}")));
    }

    [Fact]
    public void An_organization_that_takes_a_few_actions_away_does_not_hide_an_administrator()
    {
        var permissions = _engine.Evaluate(new TestHolding()
            .With("admin", Allow("*"))
            .Limited(LimitKind.ServiceControlPolicy, Root, "guard", Allow("*"), Deny("cloudtrail:StopLogging cloudtrail:DeleteTrail organizations:LeaveOrganization")).Build());

        Assert.True(permissions.IsAdministrator);
        Assert.Equal((AdministratorKind.AllThatIsLeft, 3), (permissions.Administrator!.Kind, permissions.Administrator.TakenAway));
        Assert.Contains("iam:AttachRolePolicy", permissions.Administrator.Actions);
        var limit = Assert.Single(permissions.Limits);
        Assert.Equal((PathStepKind.Deny, 3, 0), (limit.Kind, limit.RemovedCount, limit.NarrowedCount));
    }

    [Fact]
    public void Closed_regions_do_not_hide_an_administrator_either()
    {
        var holding = new TestHolding().With("admin", Allow("*")).Limited(
            LimitKind.ServiceControlPolicy,
            Root,
            "regions",
            Allow("*"),
            "{'Effect':'Deny','NotAction':['iam:*','sts:*'],'Resource':'*','Condition':{'StringNotEquals':{'aws:RequestedRegion':'eu-central-1'}}}");

        Assert.Equal(AdministratorKind.AllThatIsLeft, Kind(holding));
    }

    [Fact]
    public void A_protected_role_is_an_exception_and_no_end_of_power()
    {
        var holding = new TestHolding().With("admin", Allow("*"))
            .Limited(LimitKind.ServiceControlPolicy, Root, "protect", Allow("*"), Deny("iam:*", "arn:aws:iam::*:role/Guard"));

        Assert.Equal(AdministratorKind.AllThatIsLeft, Kind(holding));
    }

    [Fact]
    public void A_deny_that_spares_this_role_by_name_is_no_limit_to_it()
    {
        TestHolding Spared(string role) => new TestHolding().With("admin", Allow("*")).Limited(
            LimitKind.ServiceControlPolicy, Root, "guard", Allow("*"), Deny("*", more: $"'Condition':{{'ArnNotLike':{{'aws:PrincipalArn':'{role}'}}}}"));

        Assert.Equal(AdministratorKind.Everything, Kind(Spared("arn:aws:iam::*:role/agent")));
        Assert.Empty(_engine.Evaluate(Spared("arn:aws:iam::*:role/other").Build()).Permissions);
    }

    [Fact]
    public void An_organization_that_takes_all_ways_to_give_rights_makes_it_none()
    {
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.ServiceControlPolicy, Root, "no iam", Allow("*"), Deny("iam:*"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.ServiceControlPolicy, Root, "stop", Deny("*"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.ServiceControlPolicy, Root, "storage", Allow("s3:*"))));
    }

    [Fact]
    public void A_boundary_makes_it_none_unless_it_can_be_taken_off()
    {
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.Boundary, Role, "readers", Allow("s3:Get* iam:Get*"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.Boundary, Role, "most", Allow("*"), Deny("iam:DeleteRolePermissionsBoundary")).Limited(LimitKind.Boundary, Role, "x", Allow("s3:*"), Deny("iam:*"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.Boundary, Role, "firm", Allow("*"), Deny("iam:DeleteRolePermissionsBoundary s3:*"))));
        Assert.Equal(
            AdministratorKind.CanGrantItself,
            Kind(new TestHolding().With("admin", Allow("*")).Limited(LimitKind.Boundary, Role, "loose", Allow("iam:*"))));
    }

    [Fact]
    public void Who_can_rewrite_its_own_policies_is_one()
    {
        Assert.Equal(AdministratorKind.CanGrantItself, Kind(new TestHolding().With("self", Allow("iam:PutRolePolicy", Role))));
        Assert.Equal(AdministratorKind.CanGrantItself, Kind(new TestHolding().With("self", Allow("iam:CreatePolicyVersion", "arn:aws:iam::111111111111:policy/self"))));
        Assert.Equal(
            AdministratorKind.CanGrantItself,
            Kind(new TestHolding().As("arn:aws:iam::111111111111:user/eve").WithGroup("staff", "self", Allow("iam:AttachGroupPolicy", "arn:aws:iam::111111111111:group/staff"))));
        Assert.Equal(
            AdministratorKind.CanGrantItself,
            Kind(new TestHolding().As("arn:aws:iam::111111111111:user/eve").With("self", Allow("iam:PutUserPolicy", "arn:aws:iam::111111111111:user/${aws:username}"))));
    }

    [Fact]
    public void Who_can_rewrite_others_only_or_under_a_condition_is_none()
    {
        Assert.Null(Kind(new TestHolding().With("other", Allow("iam:PutRolePolicy", "arn:aws:iam::111111111111:role/other"))));
        Assert.Null(Kind(new TestHolding().With("mfa", Allow("iam:PutRolePolicy", Role, "'Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}"))));
        Assert.Null(Kind(new TestHolding().With("spared", Allow("iam:PutRolePolicy"), Deny("iam:PutRolePolicy", Role))));
        Assert.Null(Kind(new TestHolding().As("arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_x").With("power", Allow("iam:*"))));
    }

    [Fact]
    public void A_deny_of_its_own_counts_only_when_it_cannot_take_it_away()
    {
        Assert.Equal(AdministratorKind.CanGrantItself, Kind(new TestHolding().With("admin", Allow("*"), Deny("iam:CreateUser"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*"), Deny("iam:*"))));
        Assert.Null(Kind(new TestHolding().With("admin", Allow("*"), Deny("iam:Detach* iam:DeleteRolePolicy iam:DeleteUserPolicy"))));
    }

    private AdministratorKind? Kind(TestHolding holding) => _engine.Evaluate(holding.Build()).Administrator?.Kind;
}
