using static Portal.Tests.Platforms.Aws.AwsCase;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Evaluation;

/// <summary>The order of decision, rules 1 to 19 of AWS's evaluation: who must allow, who may deny, whom limits bind.</summary>
public sealed class DecisionOrderTests
{
    private const string Foreign = "222222222222";
    private const string Everyone = "'Principal':'*'";

    /// <summary>Rule 1. An applicable deny anywhere wins.</summary>
    [Fact]
    public void A_deny_in_any_layer_wins_over_every_allow()
    {
        AwsCase Open() => new AwsCase().By(AwsCase.Session).Identity(Full).Resource(Allow("*", "*", Everyone));

        Assert.Equal("Allowed", Open().Decision);
        Assert.Equal("ExplicitlyDenied", Open().Identity(Deny("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", Open().Boundary(Full, Deny("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", Open().SessionPolicy(Full, Deny("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", Open().ServiceControl("r", Full, Deny("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", Open().ResourceControl("r", Deny("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ExplicitlyDenied", Open().Resource(Allow("*", "*", Everyone), Deny("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ExplicitlyDenied", Open().Endpoint(Allow("*", "*", Everyone), Deny("s3:*", "*", Everyone)).Decision);
    }

    /// <summary>Rule 2. Every level of service control policies needs an allow of its own; one policy of a level is enough.</summary>
    [Fact]
    public void Levels_of_service_control_policies_are_anded_and_policies_of_a_level_ored()
    {
        AwsCase Reader() => new AwsCase().Identity(Allow("s3:*"));

        Assert.Equal("Allowed", Reader().ServiceControl("r", Full).ServiceControl("ou", Allow("sqs:*"), Allow("s3:*")).Decision);
        Assert.Equal("ImplicitlyDenied", Reader().ServiceControl("r", Full).ServiceControl("ou", Allow("sqs:*")).ServiceControl(Account, Full).Decision);
        Assert.Equal("ImplicitlyDenied", Reader().ServiceControl("r", Full).ServiceControl("ou").Decision);
    }

    /// <summary>Rule 3. Whom service control policies bind.</summary>
    [Fact]
    public void Service_control_policies_bind_users_sessions_and_roots_of_member_accounts_only()
    {
        AwsCase Blocked() => new AwsCase().Identity(Full).ServiceControl("r", Allow("sqs:*"));
        const string linked = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

        Assert.Equal("ImplicitlyDenied", Blocked().Decision);
        Assert.Equal("ImplicitlyDenied", Blocked().By(AwsCase.Session).Decision);
        Assert.Equal("ImplicitlyDenied", Blocked().By(Root).Decision);
        Assert.Equal("Allowed", Blocked().Management(Account).Decision);
        Assert.Equal("ImplicitlyDenied", Blocked().Management(Foreign).Decision);
        Assert.Equal("Allowed", Blocked().By(linked).Decision);
        Assert.Equal("Allowed", Blocked().By("arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForX/run").Decision);
        Assert.Equal("Allowed", Blocked().By("logging.s3.amazonaws.com").Resource(Allow("s3:*", "*", "'Principal':{'Service':'logging.s3.amazonaws.com'}")).Decision);
        Assert.Equal("Allowed", Blocked().By("anonymous").Resource(Allow("s3:*", "*", Everyone)).Decision);
    }

    /// <summary>Rule 4. Limits of the organization also cut what resource policies grant, and never grant.</summary>
    [Fact]
    public void Service_control_policies_limit_grants_of_resource_policies_and_never_grant()
    {
        var granted = new AwsCase().Resource(Allow("s3:*", "*", $"'Principal':{{'AWS':'{Alice}'}}"));

        Assert.Equal("Allowed", granted.Decision);
        Assert.Equal("ImplicitlyDenied", granted.ServiceControl("r", Allow("sqs:*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().ServiceControl("r", Full).ResourceControl("r", Allow("*", "*", Everyone)).Decision);
    }

    /// <summary>Rule 5. Whom resource control policies bind.</summary>
    [Fact]
    public void Resource_control_policies_bind_everyone_where_the_service_supports_them()
    {
        AwsCase Denied(string by) => new AwsCase().By(by).Identity(Full).Resource(Allow("*", "*", Everyone)).ResourceControl("r", Deny("*", "*", Everyone));
        const string linked = "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX";

        Assert.Equal("ExplicitlyDenied", Denied(Alice).Decision);
        Assert.Equal("ExplicitlyDenied", Denied("anonymous").Decision);
        Assert.Equal("ExplicitlyDenied", Denied("logging.s3.amazonaws.com").Decision);
        Assert.Equal("ExplicitlyDenied", Denied("arn:aws:iam::222222222222:user/bob").Decision);
        Assert.Equal("Allowed", Denied(Alice).Management(Account).Decision);
        Assert.Equal("Allowed", Denied(linked).Decision);
        Assert.Equal("Allowed", Denied(Alice).To("ec2:StartInstances").On("arn:aws:ec2:eu-central-1:111111111111:instance/i-1").Decision);
        Assert.Equal("Allowed", Denied(Alice).To("kms:RetireGrant").On("arn:aws:kms:eu-central-1:111111111111:key/1").Decision);
        Assert.Equal("Allowed", Denied(Alice).To("kms:DescribeKey").On("arn:aws:kms:eu-central-1:111111111111:alias/aws/s3").Decision);
        Assert.Equal("Allowed", new AwsCase().Identity(Full).ResourceControl("r", Deny("s3:Put*", "*", Everyone)).Decision);
    }

    /// <summary>Rule 6. Same account: either allows; a grant to the account only delegates.</summary>
    [Fact]
    public void In_one_account_either_the_identity_or_the_resource_must_allow()
    {
        Assert.Equal("Allowed", new AwsCase().Identity(Allow("s3:GetObject")).Decision);
        Assert.Equal("Allowed", new AwsCase().Resource(Allow("s3:*", "*", $"'Principal':{{'AWS':'{Alice}'}}")).Decision);
        Assert.Equal("Allowed", new AwsCase().Resource(Allow("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Resource(Allow("s3:*", "*", $"'Principal':{{'AWS':'{Root}'}}")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Resource(Allow("s3:*", "*", "'Principal':{'AWS':'111111111111'}")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Decision);
    }

    /// <summary>Rule 7. Cross account: both sides, and every limit of the caller's.</summary>
    [Fact]
    public void Across_accounts_both_sides_and_all_limits_must_allow()
    {
        AwsCase Across() => new AwsCase().On(AwsCase.Object, Foreign);
        var toAccount = Allow("s3:*", "*", "'Principal':{'AWS':'111111111111'}");

        Assert.Equal("Allowed", Across().Identity(Full).Resource(toAccount).Decision);
        Assert.Equal("Allowed", Across().Identity(Full).Resource(Allow("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ImplicitlyDenied", Across().Identity(Full).Decision);
        Assert.Equal("ImplicitlyDenied", Across().Resource(Allow("s3:*", "*", $"'Principal':{{'AWS':'{Alice}'}}")).Decision);
        Assert.Equal("ImplicitlyDenied", Across().Identity(Full).Resource(toAccount).Boundary(Allow("sqs:*")).Decision);
        Assert.Equal("ImplicitlyDenied", Across().By(AwsCase.Session).Identity(Full).Resource(toAccount).SessionPolicy(Allow("sqs:*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().To("ec2:StartInstances").On("arn:aws:ec2:eu-central-1:222222222222:instance/i-1", Foreign).Identity(Full).Decision);
    }

    /// <summary>Rule 8. Keys and roles must allow by themselves.</summary>
    [Fact]
    public void A_key_must_allow_itself_or_trust_the_account()
    {
        AwsCase Key(string action = "kms:Decrypt") => new AwsCase().To(action).On("arn:aws:kms:eu-central-1:111111111111:key/1");

        Assert.Equal("ImplicitlyDenied", Key().Identity(Full).Decision);
        Assert.Equal("Allowed", Key().Identity(Full).Resource(Allow("kms:*", "*", $"'Principal':{{'AWS':'{Root}'}}")).Decision);
        Assert.Equal("ImplicitlyDenied", Key().Resource(Allow("kms:*", "*", $"'Principal':{{'AWS':'{Root}'}}")).Decision);
        Assert.Equal("Allowed", Key().Resource(Allow("kms:Decrypt", "*", $"'Principal':{{'AWS':'{Alice}'}}")).Decision);
        Assert.Equal("ImplicitlyDenied", Key().By(Root).Resource(Allow("kms:Decrypt", "*", $"'Principal':{{'AWS':'{Alice}'}}")).Decision);
        Assert.Equal("Allowed", Key("kms:ListKeys").On("*").Identity(Full).Decision);
    }

    [Fact]
    public void A_role_must_trust_its_caller_or_the_account()
    {
        AwsCase Assume() => new AwsCase().To("sts:AssumeRole").On("arn:aws:iam::111111111111:role/target");
        static string Trust(string principal) => $"{{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{{'AWS':'{principal}'}}}}";

        Assert.Equal("ImplicitlyDenied", Assume().Identity(Full).Decision);
        Assert.Equal("Allowed", Assume().Identity(Full).Resource(Trust(Root)).Decision);
        Assert.Equal("ImplicitlyDenied", Assume().Resource(Trust(Root)).Decision);
        Assert.Equal("Allowed", Assume().Resource(Trust(Alice)).Decision);
    }

    /// <summary>Rules 9 and 10. Boundaries and session policies cut and never grant.</summary>
    [Fact]
    public void A_boundary_cuts_and_never_grants()
    {
        Assert.Equal("Allowed", new AwsCase().Identity(Allow("s3:*")).Boundary(Allow("s3:Get*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Identity(Allow("s3:*")).Boundary(Allow("s3:Put*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Boundary(Full).Decision);
    }

    [Fact]
    public void A_session_policy_cuts_and_never_grants()
    {
        AwsCase Run() => new AwsCase().By(AwsCase.Session);

        Assert.Equal("Allowed", Run().Identity(Full).SessionPolicy(Allow("s3:Get*")).Decision);
        Assert.Equal("ImplicitlyDenied", Run().Identity(Full).SessionPolicy(Allow("s3:Put*")).Decision);
        Assert.Equal("ImplicitlyDenied", Run().Identity(Full).Boundary(Allow("sqs:*")).SessionPolicy(Full).Decision);
        Assert.Equal("ImplicitlyDenied", Run().SessionPolicy(Full).Decision);
    }

    /// <summary>Rule 11. Which grants of resource policies implicit denies limit.</summary>
    [Theory]
    [InlineData(Alice, Alice, "Allowed")]
    [InlineData(AwsCase.Session, AwsCase.Session, "Allowed")]
    [InlineData(AwsCase.Session, Role, "ImplicitlyDenied")]
    [InlineData("arn:aws:sts::111111111111:federated-user/bob", "arn:aws:sts::111111111111:federated-user/bob", "Allowed")]
    [InlineData("arn:aws:sts::111111111111:federated-user/bob", "arn:aws:iam::111111111111:user/bob", "ImplicitlyDenied")]
    public void Implicit_denies_limit_only_grants_to_whom_stands_behind_a_session(string caller, string named, string decision)
    {
        var grant = Allow("s3:*", "*", $"'Principal':{{'AWS':'{named}'}}");

        Assert.Equal(decision, new AwsCase().By(caller).Resource(grant).Boundary(Allow("sqs:*")).Decision);
        Assert.Equal(decision, new AwsCase().By(caller).Resource(grant).SessionPolicy(Allow("sqs:*")).Decision);
        Assert.Equal("Allowed", new AwsCase().By(caller).Resource(grant).SessionPolicy(Full).Boundary(Full).Decision);
        Assert.Equal("ExplicitlyDenied", new AwsCase().By(caller).Resource(grant).SessionPolicy(Full).Boundary(Full, Deny("s3:*")).Decision);
    }

    [Fact]
    public void Everyone_with_the_ARN_of_the_role_as_a_condition_is_not_limited_by_implicit_denies()
    {
        var grant = Allow("s3:*", "*", $"'Principal':'*','Condition':{{'ArnEquals':{{'aws:PrincipalArn':'{Role}'}}}}");

        Assert.Equal("Allowed", new AwsCase().By(AwsCase.Session).When("aws:PrincipalArn", Role).Resource(grant).Boundary(Allow("sqs:*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().By(AwsCase.Session).When("aws:PrincipalArn", Alice).Resource(grant).Boundary(Allow("sqs:*")).Decision);
    }

    /// <summary>Rule 12. GetFederationToken.</summary>
    [Fact]
    public void A_federated_user_without_a_session_policy_has_nothing_of_its_own()
    {
        AwsCase Bob() => new AwsCase().By("arn:aws:sts::111111111111:federated-user/bob").Identity(Full);

        Assert.Equal("ImplicitlyDenied", Bob().Decision);
        Assert.Equal("Allowed", Bob().SessionPolicy(Allow("s3:*")).Decision);
        Assert.Equal("Allowed", Bob().Resource(Allow("s3:*", "*", "'Principal':{'AWS':'arn:aws:sts::111111111111:federated-user/bob'}")).Decision);
    }

    /// <summary>Rule 13. The root user.</summary>
    [Fact]
    public void Root_may_do_everything_in_its_account_less_organization_policies_and_denies_on_resources()
    {
        AwsCase AsRoot() => new AwsCase().By(Root);

        Assert.Equal("Allowed", AsRoot().Decision);
        Assert.Equal("Allowed", AsRoot().Identity(Deny("*")).Boundary(Allow("sqs:*")).Decision);
        Assert.Equal("ExplicitlyDenied", AsRoot().ServiceControl("r", Full, Deny("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", AsRoot().ResourceControl("r", Deny("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ExplicitlyDenied", AsRoot().Resource(Deny("s3:*", "*", Everyone)).Decision);
        Assert.Equal("ImplicitlyDenied", AsRoot().On(AwsCase.Object, Foreign).Decision);
        Assert.Equal("Allowed", AsRoot().On(AwsCase.Object, Foreign).Resource(Allow("s3:*", "*", "'Principal':{'AWS':'111111111111'}")).Decision);
    }

    /// <summary>Rule 14. Calls that need no permission.</summary>
    [Fact]
    public void GetCallerIdentity_always_works_and_GetSessionToken_needs_no_permission()
    {
        Assert.Equal("Allowed", new AwsCase().To("sts:GetCallerIdentity").On("*").Identity(Deny("*")).ServiceControl("r").Decision);
        Assert.Equal("Allowed", new AwsCase().To("sts:GetSessionToken").On("*").ServiceControl("r", Allow("s3:*")).Decision);
        Assert.Equal("ExplicitlyDenied", new AwsCase().To("sts:GetSessionToken").On("*").Identity(Deny("sts:*")).Decision);
    }

    /// <summary>Rule 14, turned around: both calls must be signed, so no policy lets anyone make them who has nothing to sign with.</summary>
    [Theory]
    [InlineData("anonymous", "sts:GetCallerIdentity")]
    [InlineData("anonymous", "sts:GetSessionToken")]
    [InlineData("cognito-identity.amazonaws.com", "sts:GetCallerIdentity")]
    public void Callers_without_credentials_cannot_ask_about_them(string caller, string action)
    {
        var call = new AwsCase().By(caller).To(action).On("*").Resource(Allow("sts:*", "*", Everyone));

        Assert.Equal("ImplicitlyDenied", call.Decision);
        Assert.Contains("credentials", call.Answer()["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    /// <summary>Rule 15. Services and callers of identity providers.</summary>
    [Fact]
    public void For_services_the_policy_on_the_resource_alone_decides()
    {
        AwsCase Service() => new AwsCase().By("lambda.amazonaws.com").To("sts:AssumeRole").On("arn:aws:iam::111111111111:role/agent").Identity(Full);

        Assert.Equal("ImplicitlyDenied", Service().Decision);
        Assert.Equal("Allowed", Service().Resource("{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':['ec2.amazonaws.com','lambda.amazonaws.com']}}").Decision);
        Assert.Equal("ImplicitlyDenied", Service().Resource("{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'ec2.amazonaws.com'}}").Decision);
    }

    [Theory]
    [InlineData("arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("cognito-identity.amazonaws.com", "sts:AssumeRoleWithWebIdentity")]
    [InlineData("arn:aws:iam::111111111111:saml-provider/corp", "sts:AssumeRoleWithSAML")]
    public void For_callers_of_identity_providers_the_trust_policy_alone_decides(string provider, string action)
    {
        AwsCase Caller() => new AwsCase().By(provider).To(action).On("arn:aws:iam::111111111111:role/agent").Identity(Full);
        var trust = $"{{'Effect':'Allow','Action':'{action}','Principal':{{'Federated':'{provider}'}},'Condition':{{'StringEquals':{{'aud':'portal'}}}}}}";

        Assert.Equal("Allowed", Caller().When("aud", "portal").Resource(trust).Decision);
        Assert.Equal("ImplicitlyDenied", Caller().When("aud", "other").Resource(trust).Decision);
        Assert.Equal("ImplicitlyDenied", Caller().Decision);
    }

    /// <summary>Rule 16. VPC endpoints.</summary>
    [Fact]
    public void The_policy_of_the_endpoint_must_allow_as_well()
    {
        AwsCase Through() => new AwsCase().Identity(Full);

        Assert.Equal("Allowed", Through().Endpoint(Allow("s3:*", "*", Everyone)).Decision);
        Assert.Equal("Allowed", Through().Endpoint(Allow("s3:*", "*", "'Principal':{'AWS':'111111111111'}")).Decision);
        Assert.Equal("ImplicitlyDenied", Through().Endpoint(Allow("sqs:*", "*", Everyone)).Decision);
        Assert.Equal("ImplicitlyDenied", Through().Endpoint(Allow("s3:*", "*", "'Principal':{'AWS':'222222222222'}")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().Endpoint(Allow("*", "*", Everyone)).Decision);
    }

    /// <summary>Rule 17. S3 Block Public Access.</summary>
    [Fact]
    public void A_public_bucket_policy_stops_strangers_when_public_access_is_blocked()
    {
        AwsCase Bucket(string by, string account = Foreign) => new AwsCase().By(by).On(AwsCase.Object, account).Identity(Full).Resource(Allow("s3:*", "*", Everyone)).BlockPublicAccess();
        var toAlice = Allow("s3:*", "*", $"'Principal':{{'AWS':'{Alice}'}}");

        Assert.Equal("ImplicitlyDenied", Bucket("anonymous").Decision);
        Assert.Equal("ImplicitlyDenied", Bucket(Alice).Decision);
        Assert.Equal("Allowed", Bucket(Alice, Account).Decision);
        Assert.Equal("Allowed", Bucket("logging.s3.amazonaws.com").Decision);
        Assert.Equal("Allowed", Bucket(Alice).Resource(toAlice).Decision);
        Assert.Equal("ImplicitlyDenied", Bucket(Alice).Resource(toAlice, Allow("s3:ListBucket", "*", Everyone)).Decision);
    }

    [Theory]
    [InlineData("'StringEquals':{'aws:PrincipalOrgID':'o-1'}", "aws:PrincipalOrgID", "o-1", "Allowed")]
    [InlineData("'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}", "aws:SourceIp", "203.0.113.9", "Allowed")]
    [InlineData("'IpAddress':{'aws:SourceIp':'0.0.0.0/1'}", "aws:SourceIp", "3.0.113.9", "ImplicitlyDenied")]
    [InlineData("'StringLike':{'aws:PrincipalOrgID':'o-*'}", "aws:PrincipalOrgID", "o-1", "ImplicitlyDenied")]
    [InlineData("'StringEquals':{'aws:Referer':'x'}", "aws:Referer", "x", "ImplicitlyDenied")]
    public void A_bucket_policy_tied_to_fixed_callers_or_places_is_not_public(string condition, string key, string value, string decision)
    {
        var policy = Allow("s3:*", "*", $"'Principal':'*','Condition':{{{condition}}}");

        Assert.Equal(decision, new AwsCase().On(AwsCase.Object, Foreign).Identity(Full).When(key, value).Resource(policy).BlockPublicAccess().Decision);
    }

    /// <summary>Rule 18. What only AWS can change.</summary>
    [Fact]
    public void What_AWS_manages_cannot_be_changed()
    {
        AwsCase Change(string action, string resource) => new AwsCase().To(action).On(resource, resource.Contains("::aws:", StringComparison.Ordinal) ? "aws" : Account).Identity(Full);
        const string reserved = "arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1";

        Assert.Equal("ImplicitlyDenied", Change("iam:AttachRolePolicy", reserved).Decision);
        Assert.Equal("ImplicitlyDenied", Change("iam:UpdateAssumeRolePolicy", reserved).Decision);
        Assert.Equal("Allowed", Change("iam:GetRole", reserved).Decision);
        Assert.Equal("ImplicitlyDenied", Change("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess").Decision);
        Assert.Equal("Allowed", Change("iam:AttachRolePolicy", "arn:aws:iam::111111111111:role/agent").Decision);
    }

    /// <summary>Rule 19. Role chains.</summary>
    [Fact]
    public void A_chain_is_allowed_when_every_hop_is_and_else_decided_by_the_first_that_is_not()
    {
        static string Trust(string principal) => $"{{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{{'AWS':'{principal}'}}}}";
        AwsCase Hop(string by, string role, string trusted) => new AwsCase().By(by).To("sts:AssumeRole").On($"arn:aws:iam::111111111111:role/{role}").Resource(Trust(trusted));
        var last = new AwsCase().By("arn:aws:sts::111111111111:assumed-role/b/run").Identity(Allow("s3:*"));
        var denied = new AwsCase().By("arn:aws:sts::111111111111:assumed-role/b/run").Identity(Deny("s3:*"));
        var first = Hop(Alice, "a", Alice);
        var second = Hop("arn:aws:sts::111111111111:assumed-role/a/run", "b", "arn:aws:iam::111111111111:role/a");

        Assert.Equal("Allowed", Chain(first, second, last).Decision);
        Assert.Equal("ExplicitlyDenied", Chain(first, second, denied).Decision);
        var broken = Chain(first, Hop("arn:aws:sts::111111111111:assumed-role/a/run", "b", Alice), last).Answer();
        Assert.Equal(("ImplicitlyDenied", 2), (broken["decision"]!.GetValue<string>(), broken["step"]!.GetValue<int>()));
    }
}
