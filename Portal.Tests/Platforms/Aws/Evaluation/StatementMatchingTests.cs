using static Portal.Tests.Platforms.Aws.AwsCase;
using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Evaluation;

/// <summary>Which statements are about a request, rules 20 to 31 of AWS's evaluation: action, resource, principal, version.</summary>
public sealed class StatementMatchingTests
{
    private const string Foreign = "222222222222";

    /// <summary>Rule 20: actions know no cases; the service is literal.</summary>
    [Theory]
    [InlineData("s3:GetObject", true)]
    [InlineData("S3:GETobject", true)]
    [InlineData("s3:Get*", true)]
    [InlineData("s3:G?tObject", true)]
    [InlineData("s3:*Object", true)]
    [InlineData("s3:*", true)]
    [InlineData("*", true)]
    [InlineData("*:*", true)]
    [InlineData("s3:GetObject?", false)]
    [InlineData("s3:GetObjec", false)]
    [InlineData("s3:Put*", false)]
    [InlineData("s*:GetObject", false)]
    [InlineData("s3.:GetObject", false)]
    [InlineData("sqs:*", false)]
    public void An_action_is_named_whatever_its_case_with_wildcards_in_its_name(string entry, bool isNamed) =>
        Assert.Equal(isNamed ? "Allowed" : "ImplicitlyDenied", new AwsCase().Identity(Allow(entry)).Decision);

    /// <summary>Rule 20: NotAction is what is outside every entry.</summary>
    [Theory]
    [InlineData("'iam:*'", "Allowed")]
    [InlineData("'s3:Get*'", "ImplicitlyDenied")]
    [InlineData("['iam:*','S3:getobject']", "ImplicitlyDenied")]
    [InlineData("['iam:*','s3:PutObject']", "Allowed")]
    [InlineData("'*'", "ImplicitlyDenied")]
    public void NotAction_grants_all_that_no_entry_names(string entries, string decision) =>
        Assert.Equal(decision, new AwsCase().Identity($"{{'Effect':'Allow','NotAction':{entries},'Resource':'*'}}").Decision);

    [Fact]
    public void NotAction_with_deny_spares_what_an_entry_names()
    {
        const string guard = "{'Effect':'Deny','NotAction':'s3:*','Resource':'*'}";

        Assert.Equal("Allowed", new AwsCase().Identity(Full, guard).Decision);
        Assert.Equal("ExplicitlyDenied", new AwsCase().To("sqs:SendMessage").On("arn:aws:sqs:eu-central-1:111111111111:q").Identity(Full, guard).Decision);
    }

    /// <summary>Rule 21: cases count, wildcards stay in their segment except at the end, the rest is literal.</summary>
    [Theory]
    [InlineData("arn:aws:s3:::reports/q1.csv", true)]
    [InlineData("arn:aws:s3:::Reports/q1.csv", false)]
    [InlineData("arn:aws:s3:::reports/*", true)]
    [InlineData("arn:aws:s3:::*/q1.csv", true)]
    [InlineData("arn:aws:s3:::reports/q?.csv", true)]
    [InlineData("arn:aws:s3:::reports/q1?.csv", false)]
    [InlineData("arn:aws:s3:::reports/q1.cs??", false)]
    [InlineData("arn:aws:s3:::reports/q1xcsv", false)]
    [InlineData("arn:aws:s3:::reports/q[1].csv", false)]
    [InlineData("arn:aws:s3:::reports", false)]
    [InlineData("arn:*:s3:::reports/q1.csv", true)]
    [InlineData("arn:aws:*:::reports/q1.csv", true)]
    [InlineData("arn:aws:s3:*", true)]
    [InlineData("arn:aws:s*", true)]
    [InlineData("arn:aws:s3", false)]
    [InlineData("arn:*:reports/q1.csv", false)]
    [InlineData("arn:aws:s3:::", false)]
    [InlineData("**", true)]
    public void A_resource_is_named_segment_by_segment_and_its_case_counts(string entry, bool isNamed) =>
        Assert.Equal(isNamed ? "Allowed" : "ImplicitlyDenied", new AwsCase().Identity(Allow("s3:GetObject", entry)).Decision);

    [Theory]
    [InlineData("arn:aws:logs:eu-central-1:111111111111:log-group:agents:*", true)]
    [InlineData("arn:aws:logs:eu-central-1:111111111111:log-group:a*", true)]
    [InlineData("arn:aws:logs:eu-central-1:111111111111:*", true)]
    [InlineData("arn:aws:logs:*:*:log-group:*:log-stream:run-?", true)]
    [InlineData("arn:aws:logs:eu-central-1:log-group:agents:*", false)]
    [InlineData("arn:aws:logs:eu-*:*", true)]
    [InlineData("arn:aws:logs:us-*:*", false)]
    public void A_star_at_the_end_runs_past_colons(string entry, bool isNamed)
    {
        var put = new AwsCase().To("logs:PutLogEvents").On("arn:aws:logs:eu-central-1:111111111111:log-group:agents:log-stream:run-1");

        Assert.Equal(isNamed ? "Allowed" : "ImplicitlyDenied", put.Identity(Allow("logs:*", entry)).Decision);
    }

    /// <summary>Rule 22: wildcards inside the type, as in policies that AWS manages.</summary>
    [Theory]
    [InlineData("ec2:RevokeSecurityGroupIngress", "arn:aws:ec2:*:*:security-group*/*", "arn:aws:ec2:eu-central-1:111111111111:security-group/sg-1", "Allowed")]
    [InlineData("ec2:ModifySecurityGroupRules", "arn:aws:ec2:*:*:security-group*/*", "arn:aws:ec2:eu-central-1:111111111111:security-group-rule/sgr-1", "Allowed")]
    [InlineData("ec2:StartInstances", "arn:aws:ec2:*:*:security-group*/*", "arn:aws:ec2:eu-central-1:111111111111:instance/i-1", "ImplicitlyDenied")]
    [InlineData("wafv2:UpdateWebACL", "arn:aws:wafv2:*:*:*/webacl/*/*", "arn:aws:wafv2:eu-central-1:111111111111:regional/webacl/front/1", "Allowed")]
    [InlineData("wafv2:UpdateWebACL", "arn:aws:wafv2:*:*:*/webacl/*/*", "arn:aws:wafv2:eu-central-1:111111111111:regional/ipset/front/1", "ImplicitlyDenied")]
    public void Wildcards_inside_the_type_of_a_resource_work(string action, string entry, string resource, string decision) =>
        Assert.Equal(decision, new AwsCase().To(action).On(resource).Identity(Allow(action, entry)).Decision);

    /// <summary>Rule 23: a variable in any segment; its colon does not cut.</summary>
    [Theory]
    [InlineData("eu-central-1", "111111111111", "Allowed")]
    [InlineData("us-east-1", "111111111111", "ImplicitlyDenied")]
    [InlineData("eu-central-1", "222222222222", "ImplicitlyDenied")]
    public void Variables_may_stand_in_any_segment(string region, string account, string decision)
    {
        var read = new AwsCase().To("secretsmanager:GetSecretValue").On("arn:aws:secretsmanager:eu-central-1:111111111111:secret:agents/db-x1");

        Assert.Equal(decision, read.When("aws:RequestedRegion", region).When("aws:PrincipalAccount", account)
            .Identity(Allow("secretsmanager:*", "arn:aws:secretsmanager:${aws:RequestedRegion}:${aws:PrincipalAccount}:secret:agents/*")).Decision);
    }

    /// <summary>Rule 24: NotResource is what is outside every entry.</summary>
    [Theory]
    [InlineData("'arn:aws:s3:::secret/*'", "Allowed")]
    [InlineData("['arn:aws:s3:::secret/*','arn:aws:s3:::reports/*']", "ImplicitlyDenied")]
    [InlineData("'*'", "ImplicitlyDenied")]
    public void NotResource_is_about_what_no_entry_names(string entries, string decision) =>
        Assert.Equal(decision, new AwsCase().Identity($"{{'Effect':'Allow','Action':'*','NotResource':{entries}}}").Decision);

    /// <summary>Rule 25: actions without resource types work on <c>*</c>, whatever resource the request names.</summary>
    [Theory]
    [InlineData("'Resource':'*'", "Allowed")]
    [InlineData("'Resource':['arn:aws:s3:::a','*']", "Allowed")]
    [InlineData("'Resource':'arn:aws:s3:::*'", "ImplicitlyDenied")]
    [InlineData("'Resource':'arn:*'", "ImplicitlyDenied")]
    [InlineData("'NotResource':'arn:aws:s3:::secret'", "Allowed")]
    [InlineData("'NotResource':'*'", "ImplicitlyDenied")]
    public void An_action_without_a_resource_needs_a_star(string resource, string decision)
    {
        var policy = $"{{'Effect':'Allow','Action':'s3:ListAllMyBuckets',{resource}}}";

        Assert.Equal(decision, new AwsCase().To("s3:ListAllMyBuckets").On("*").Identity(policy).Decision);
        Assert.Equal(decision, new AwsCase().To("s3:ListAllMyBuckets").On("arn:aws:s3:::a").Identity(policy).Decision);
    }

    /// <summary>Rule 26: a trust policy names no resource.</summary>
    [Fact]
    public void A_statement_on_a_resource_that_names_no_resource_is_about_it()
    {
        var trust = $"{{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{{'AWS':'{Alice}'}}}}";

        Assert.Equal("Allowed", new AwsCase().To("sts:AssumeRole").On("arn:aws:iam::111111111111:role/a").Resource(trust).Decision);
    }

    /// <summary>Rule 27: what the principal element may hold.</summary>
    [Theory]
    [InlineData("'*'", "Allowed")]
    [InlineData("{'AWS':'*'}", "Allowed")]
    [InlineData("{'AWS':['arn:aws:iam::222222222222:root','*']}", "Allowed")]
    [InlineData("{'AWS':'arn:aws:iam::111111111111:user/alice'}", "Allowed")]
    [InlineData("{'AWS':'arn:aws:iam::111111111111:user/Alice'}", "ImplicitlyDenied")]
    [InlineData("{'AWS':'arn:aws:iam::111111111111:user/*'}", "ImplicitlyDenied")]
    [InlineData("{'AWS':'arn:aws:iam::111111111111:user/al?ce'}", "ImplicitlyDenied")]
    [InlineData("{'AWS':'arn:aws:iam::111111111111:user/team/alice'}", "ImplicitlyDenied")]
    [InlineData("{'AWS':'AIDAEXAMPLEEXAMPLE'}", "ImplicitlyDenied")]
    [InlineData("{'CanonicalUser':'79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be'}", "ImplicitlyDenied")]
    [InlineData("{'Service':'arn:aws:iam::111111111111:user/alice'}", "ImplicitlyDenied")]
    [InlineData("{'Federated':'arn:aws:iam::111111111111:user/alice'}", "ImplicitlyDenied")]
    [InlineData("{'Service':'s3.amazonaws.com','AWS':'arn:aws:iam::111111111111:user/alice'}", "Allowed")]
    public void A_principal_is_named_whole_or_not_at_all(string principal, string decision) =>
        Assert.Equal(decision, new AwsCase().Resource(Allow("s3:*", "*", $"'Principal':{principal}")).Decision);

    [Fact]
    public void A_service_is_named_under_Service_or_by_everyone_and_an_anonymous_caller_by_everyone_only()
    {
        AwsCase By(string caller, string principal) => new AwsCase().By(caller).Resource(Allow("s3:*", "*", $"'Principal':{principal}"));

        Assert.Equal("Allowed", By("logging.s3.amazonaws.com", "{'Service':'logging.s3.amazonaws.com'}").Decision);
        Assert.Equal("ImplicitlyDenied", By("logging.s3.amazonaws.com", "{'Service':'s3.amazonaws.com'}").Decision);
        Assert.Equal("ImplicitlyDenied", By("logging.s3.amazonaws.com", "{'AWS':'logging.s3.amazonaws.com'}").Decision);
        Assert.Equal("Allowed", By("anonymous", "{'AWS':'*'}").Decision);
        Assert.Equal("ImplicitlyDenied", By("anonymous", "{'AWS':'111111111111'}").Decision);
    }

    /// <summary>Rule 28: a role's ARN names its sessions, whose own ARNs carry no path.</summary>
    [Theory]
    [InlineData("arn:aws:iam::111111111111:role/agent", true)]
    [InlineData("arn:aws:iam::111111111111:role/team/agents/agent", true)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/agent/run-1", true)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/agent/run-2", false)]
    [InlineData("arn:aws:sts::111111111111:assumed-role/agent/*", false)]
    [InlineData("arn:aws:iam::111111111111:role/Agent", false)]
    [InlineData("arn:aws:iam::222222222222:role/agent", false)]
    [InlineData("arn:aws:iam::111111111111:user/agent", false)]
    public void The_ARN_of_a_role_names_its_sessions(string named, bool isNamed) =>
        Assert.Equal(isNamed ? "Allowed" : "ImplicitlyDenied", new AwsCase().By(AwsCase.Session).Resource(Allow("s3:*", "*", $"'Principal':{{'AWS':'{named}'}}")).Decision);

    [Fact]
    public void A_sessions_principal_ARN_is_its_roles()
    {
        AwsCase When(string arn) => new AwsCase().By(AwsCase.Session).When("aws:PrincipalArn", Role).Identity(Allow("s3:*", "*", $"'Condition':{{'ArnEquals':{{'aws:PrincipalArn':'{arn}'}}}}"));

        Assert.Equal("Allowed", When(Role).Decision);
        Assert.Equal("ImplicitlyDenied", When(AwsCase.Session).Decision);
    }

    /// <summary>Rule 29: a Deny with NotPrincipal spares only who is listed beside its account.</summary>
    [Theory]
    [InlineData(Alice, "['arn:aws:iam::111111111111:user/alice','arn:aws:iam::111111111111:root']", "Allowed")]
    [InlineData(Alice, "['arn:aws:iam::111111111111:user/alice','111111111111']", "Allowed")]
    [InlineData(Alice, "'arn:aws:iam::111111111111:user/alice'", "ExplicitlyDenied")]
    [InlineData(Alice, "'arn:aws:iam::111111111111:root'", "ExplicitlyDenied")]
    [InlineData(Alice, "['arn:aws:iam::111111111111:user/bob','arn:aws:iam::111111111111:root']", "ExplicitlyDenied")]
    [InlineData(Alice, "['arn:aws:iam::111111111111:user/alice','arn:aws:iam::222222222222:root']", "ExplicitlyDenied")]
    [InlineData(AwsCase.Session, "['arn:aws:sts::111111111111:assumed-role/agent/run-1','arn:aws:iam::111111111111:role/agent','arn:aws:iam::111111111111:root']", "Allowed")]
    [InlineData(AwsCase.Session, "['arn:aws:sts::111111111111:assumed-role/agent/run-2','arn:aws:iam::111111111111:root']", "ExplicitlyDenied")]
    [InlineData(Root, "'arn:aws:iam::111111111111:root'", "Allowed")]
    public void NotPrincipal_with_deny_spares_only_who_is_listed_beside_its_account(string caller, string listed, string decision) =>
        Assert.Equal(decision, new AwsCase().By(caller).Identity(Full).Resource(Deny("s3:*", "*", $"'NotPrincipal':{{'AWS':{listed}}}")).Decision);

    [Fact]
    public void NotPrincipal_with_deny_never_spares_a_caller_with_a_boundary()
    {
        var guarded = new AwsCase().Identity(Full).Resource(Deny("s3:*", "*", $"'NotPrincipal':{{'AWS':['{Alice}','{Root}']}}"));

        Assert.Equal("Allowed", guarded.Decision);
        Assert.Equal("ExplicitlyDenied", guarded.Boundary(Full).Decision);
    }

    [Fact]
    public void NotPrincipal_with_allow_names_everyone_else()
    {
        AwsCase But(string listed) => new AwsCase().Resource(Allow("s3:*", "*", $"'NotPrincipal':{{'AWS':'{listed}'}}"));

        Assert.Equal("Allowed", But("arn:aws:iam::111111111111:user/bob").Decision);
        Assert.Equal("ImplicitlyDenied", But(Alice).Decision);
    }

    /// <summary>Rule 30: on a resource a statement names its principal.</summary>
    [Fact]
    public void A_statement_on_a_resource_without_a_principal_is_about_nobody()
    {
        Assert.Equal("ImplicitlyDenied", new AwsCase().Resource(Allow("s3:*")).Decision);
        Assert.Equal("Allowed", new AwsCase().Identity(Full).Resource(Deny("s3:*")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().On(AwsCase.Object, Foreign).Identity(Full).Resource(Allow("s3:*")).Decision);
    }

    /// <summary>Rule 31: before version 2012-10-17 there are no variables.</summary>
    [Theory]
    [InlineData("'Version':'2012-10-17',", "alice", "Allowed")]
    [InlineData("'Version':'2012-10-17',", "bob", "ImplicitlyDenied")]
    [InlineData("'Version':'2008-10-17',", "alice", "ImplicitlyDenied")]
    [InlineData("", "alice", "ImplicitlyDenied")]
    [InlineData("'Version':'2008-10-17',", "${aws:username}", "Allowed")]
    [InlineData("", "${aws:username}", "Allowed")]
    public void Before_the_version_of_2012_a_variable_is_literal_text(string version, string folder, string decision) =>
        Assert.Equal(decision, new AwsCase().On($"arn:aws:s3:::home/{folder}/x").When("aws:username", "alice")
            .IdentityText($"{{{version}'Statement':{{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::home/${{aws:username}}/*'}}}}").Decision);
}
