using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Evaluation;

/// <summary>Variables in policies, rules 32 to 36 of AWS's evaluation.</summary>
public sealed class VariableTests
{
    /// <summary>Rule 32: names know no cases; only a key with a single value has one to give.</summary>
    [Theory]
    [InlineData("${aws:username}", "Allowed")]
    [InlineData("${AWS:UserName}", "Allowed")]
    [InlineData("${ aws:username }", "Allowed")]
    [InlineData("${aws:PrincipalTag/Team}", "Allowed")]
    [InlineData("${aws:principaltag/TEAM}", "Allowed")]
    [InlineData("${aws:TagKeys}", "ImplicitlyDenied")]
    public void Names_know_no_cases_and_lists_give_no_value(string variable, string decision) =>
        Assert.Equal(decision, new AwsCase().On("arn:aws:s3:::home/alice")
            .When("aws:username", "alice").When("aws:PrincipalTag/Team", "alice").When("aws:TagKeys", "alice", "bob")
            .Identity(Allow("s3:*", $"arn:aws:s3:::home/{variable}".Replace(" ", "\\u0020", StringComparison.Ordinal))).Decision);

    [Fact]
    public void The_value_is_literal_text()
    {
        AwsCase Home(string user, string folder) => new AwsCase().On($"arn:aws:s3:::home/{folder}").When("aws:username", user).Identity(Allow("s3:*", "arn:aws:s3:::home/${aws:username}"));

        Assert.Equal("ImplicitlyDenied", Home("*", "alice").Decision);
        Assert.Equal("ImplicitlyDenied", Home("?????", "alice").Decision);
        Assert.Equal("Allowed", Home("*", "*").Decision);
        Assert.Equal("ImplicitlyDenied", Home("${aws:username}", "alice").Decision);
    }

    /// <summary>Rule 33: without a value an entry matches nothing.</summary>
    [Fact]
    public void Without_a_value_a_resource_entry_matches_nothing()
    {
        const string home = "arn:aws:s3:::reports/${aws:username}*";

        Assert.Equal("ImplicitlyDenied", new AwsCase().Identity(Allow("s3:*", home)).Decision);
        Assert.Equal("Allowed", new AwsCase().Identity($"{{'Effect':'Allow','Action':'*','NotResource':'{home}'}}").Decision);
        Assert.Equal("Allowed", new AwsCase().Identity(AwsCase.Full, Deny("s3:*", home)).Decision);
    }

    [Theory]
    [InlineData("StringEquals", "ImplicitlyDenied")]
    [InlineData("StringLike", "ImplicitlyDenied")]
    [InlineData("StringEqualsIgnoreCase", "ImplicitlyDenied")]
    [InlineData("StringEqualsIfExists", "ImplicitlyDenied")]
    [InlineData("StringNotEquals", "Allowed")]
    [InlineData("StringNotLike", "Allowed")]
    [InlineData("StringNotEqualsIgnoreCase", "Allowed")]
    public void Without_a_value_positive_operators_fail_and_negated_ones_pass(string operation, string decision) =>
        Assert.Equal(decision, new AwsCase().When("aws:RequestTag/team", "x")
            .Identity(Allow("s3:*", "*", $"'Condition':{{'{operation}':{{'aws:RequestTag/team':'${{aws:PrincipalTag/team}}'}}}}")).Decision);

    [Theory]
    [InlineData("ArnLike", "ImplicitlyDenied")]
    [InlineData("ArnNotLike", "Allowed")]
    public void Without_a_value_ARN_operators_do_the_same(string operation, string decision) =>
        Assert.Equal(decision, new AwsCase().When("aws:SourceArn", "arn:aws:sns:eu-central-1:111111111111:t")
            .Identity(Allow("s3:*", "*", $"'Condition':{{'{operation}':{{'aws:SourceArn':'arn:aws:sns:${{aws:RequestedRegion}}:*:t'}}}}")).Decision);

    /// <summary>Rule 34: a default stands in.</summary>
    [Theory]
    [InlineData("${aws:PrincipalTag/team, \\u0027company\\u0027}", null, "Allowed")]
    [InlineData("${aws:PrincipalTag/team,\\u0027company\\u0027}", null, "Allowed")]
    [InlineData("${aws:PrincipalTag/team, \\u0027other\\u0027}", null, "ImplicitlyDenied")]
    [InlineData("${aws:PrincipalTag/team, \\u0027other\\u0027}", "company", "Allowed")]
    [InlineData("${aws:PrincipalTag/team, \\u0027company\\u0027}", "other", "ImplicitlyDenied")]
    [InlineData("${aws:PrincipalTag/team, \\u0027c*\\u0027}", null, "ImplicitlyDenied")]
    public void A_default_stands_in_for_a_missing_key(string variable, string? team, string decision)
    {
        var read = new AwsCase().On("arn:aws:s3:::home/company").Identity(Allow("s3:*", "arn:aws:s3:::home/" + variable.Replace(" ", "\\u0020", StringComparison.Ordinal)));

        Assert.Equal(decision, (team is null ? read : read.When("aws:PrincipalTag/team", team)).Decision);
    }

    /// <summary>Rule 35: wildcards as plain characters.</summary>
    [Theory]
    [InlineData("${*}", "*", "Allowed")]
    [InlineData("${*}", "a", "ImplicitlyDenied")]
    [InlineData("${?}", "?", "Allowed")]
    [InlineData("${?}", "a", "ImplicitlyDenied")]
    [InlineData("${$}", "$", "Allowed")]
    [InlineData("${$}{aws:username}", "${aws:username}", "Allowed")]
    [InlineData("a${*}*", "a*bc", "Allowed")]
    [InlineData("a${*}*", "abc", "ImplicitlyDenied")]
    public void Wildcards_can_be_written_as_plain_characters(string text, string name, string decision)
    {
        Assert.Equal(decision, new AwsCase().On($"arn:aws:s3:::home/{name}").Identity(Allow("s3:*", $"arn:aws:s3:::home/{text}")).Decision);
        Assert.Equal(decision, new AwsCase().When("s3:prefix", name).Identity(Allow("s3:*", "*", $"'Condition':{{'StringLike':{{'s3:prefix':'{text}'}}}}")).Decision);
    }

    [Theory]
    [InlineData("${*}", "*", "Allowed")]
    [InlineData("*", "*", "Allowed")]
    [InlineData("*", "a", "ImplicitlyDenied")]
    [InlineData("${*}", "${*}", "ImplicitlyDenied")]
    public void They_are_plain_in_StringEquals_too(string text, string value, string decision) =>
        Assert.Equal(decision, new AwsCase().When("s3:prefix", value).Identity(Allow("s3:*", "*", $"'Condition':{{'StringEquals':{{'s3:prefix':'{text}'}}}}")).Decision);

    /// <summary>Rule 36: where variables mean nothing.</summary>
    [Theory]
    [InlineData("NumericEquals", "7")]
    [InlineData("DateEquals", "2026-01-01T00:00:00Z")]
    [InlineData("IpAddress", "203.0.113.9")]
    [InlineData("BinaryEquals", "QUJD")]
    [InlineData("Null", "false")]
    public void Variables_mean_nothing_in_other_operators(string operation, string value) =>
        Assert.Equal("ImplicitlyDenied", new AwsCase().When("x:value", value).When("x:other", value)
            .Identity(Allow("s3:*", "*", $"'Condition':{{'{operation}':{{'x:value':'${{x:other}}'}}}}")).Decision);

    [Theory]
    [InlineData("true", "Allowed")]
    [InlineData("false", "ImplicitlyDenied")]
    [InlineData(null, "ImplicitlyDenied")]
    public void In_Bool_they_do(string? other, string decision)
    {
        var asked = new AwsCase().When("aws:SecureTransport", "true").Identity(Allow("s3:*", "*", "'Condition':{'Bool':{'aws:SecureTransport':'${aws:MultiFactorAuthPresent}'}}"));

        Assert.Equal(decision, (other is null ? asked : asked.When("aws:MultiFactorAuthPresent", other)).Decision);
    }
}
