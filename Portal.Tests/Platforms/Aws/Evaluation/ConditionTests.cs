using static Portal.Tests.Platforms.Aws.TestHolding;

namespace Portal.Tests.Platforms.Aws.Evaluation;

/// <summary>Conditions, rules 37 to 48 of AWS's evaluation.</summary>
public sealed class ConditionTests
{
    /// <summary>Rule 37: operators and keys are all needed, one of the values is enough.</summary>
    [Theory]
    [InlineData("a", "1", "Allowed")]
    [InlineData("b", "1", "Allowed")]
    [InlineData("c", "1", "ImplicitlyDenied")]
    [InlineData("a", "2", "ImplicitlyDenied")]
    public void Keys_are_anded_and_values_ored(string first, string second, string decision)
    {
        const string oneOperator = "'StringEquals':{'x:first':['a','b'],'x:second':'1'}";
        const string twoOperators = "'StringEquals':{'x:first':['a','b']},'NumericEquals':{'x:second':'1'}";

        foreach (var condition in new[] { oneOperator, twoOperators })
        {
            Assert.Equal(decision, new AwsCase().When("x:first", first).When("x:second", second).Identity(If(condition)).Decision);
        }
    }

    [Theory]
    [InlineData("StringNotEquals", "c", true)]
    [InlineData("StringNotEquals", "a", false)]
    [InlineData("StringNotEquals", "b", false)]
    [InlineData("StringNotLike", "b", false)]
    [InlineData("StringNotLike", "c", true)]
    [InlineData("StringNotEqualsIgnoreCase", "B", false)]
    public void With_a_negated_operator_the_value_differs_from_all(string operation, string value, bool passes) =>
        Expect(passes, operation, "['a','b']", value);

    /// <summary>Rule 38: names of keys know no cases, tags' included; values do as the operator says.</summary>
    [Theory]
    [InlineData("AWS:requestTAG/Team", "StringEquals", "red", true)]
    [InlineData("aws:RequestTag/team", "StringEquals", "Red", false)]
    [InlineData("aws:RequestTag/team", "StringEqualsIgnoreCase", "RED", true)]
    [InlineData("aws:RequestTag/team", "StringLike", "R*", false)]
    public void Key_names_know_no_cases_and_values_do_as_the_operator_says(string key, string operation, string value, bool passes) =>
        Assert.Equal(Said(passes), new AwsCase().When("aws:RequestTag/Team", "red").Identity(If($"'{operation}':{{'{key}':'{value}'}}")).Decision);

    [Theory]
    [InlineData("StringLike", "q?-*", "q1-report", true)]
    [InlineData("StringLike", "q?-*", "q-report", false)]
    [InlineData("StringLike", "*", "", true)]
    [InlineData("StringEquals", "q?-*", "q1-report", false)]
    [InlineData("StringEquals", "q?-*", "q?-*", true)]
    public void Only_Like_knows_wildcards(string operation, string wanted, string value, bool passes) => Expect(passes, operation, $"'{wanted}'", value);

    /// <summary>Rule 39: a missing key.</summary>
    [Theory]
    [InlineData("StringEquals", "a", false)]
    [InlineData("StringLike", "*", false)]
    [InlineData("NumericLessThan", "5", false)]
    [InlineData("DateGreaterThan", "2020-01-01", false)]
    [InlineData("Bool", "false", false)]
    [InlineData("BinaryEquals", "QUJD", false)]
    [InlineData("IpAddress", "0.0.0.0/0", false)]
    [InlineData("ArnLike", "arn:aws:s3:::*", false)]
    [InlineData("StringNotEquals", "a", true)]
    [InlineData("StringNotLike", "*", true)]
    [InlineData("NumericNotEquals", "5", true)]
    [InlineData("DateNotEquals", "2020-01-01", true)]
    [InlineData("NotIpAddress", "0.0.0.0/0", true)]
    [InlineData("ArnNotLike", "arn:aws:s3:::*", true)]
    [InlineData("StringEqualsIfExists", "a", true)]
    [InlineData("NumericLessThanIfExists", "5", true)]
    [InlineData("BoolIfExists", "true", true)]
    [InlineData("StringNotEqualsIfExists", "a", true)]
    [InlineData("Null", "true", true)]
    [InlineData("Null", "false", false)]
    public void A_missing_key_fails_positive_operators_and_passes_negated_ones(string operation, string value, bool passes)
    {
        Assert.Equal(Said(passes), new AwsCase().Identity(If($"'{operation}':{{'x:key':'{value}'}}")).Decision);
        Assert.Equal(Said(passes), new AwsCase().When("x:key").Identity(If($"'{operation}':{{'x:key':'{value}'}}")).Decision);
    }

    [Theory]
    [InlineData("Null", "true", "a", false)]
    [InlineData("Null", "false", "a", true)]
    [InlineData("StringEqualsIfExists", "a", "b", false)]
    [InlineData("StringEqualsIfExists", "a", "a", true)]
    [InlineData("StringNotEqualsIfExists", "a", "a", false)]
    public void A_key_that_is_there_is_compared(string operation, string wanted, string value, bool passes) => Expect(passes, operation, $"'{wanted}'", value);

    /// <summary>Rule 40: set operators.</summary>
    [Theory]
    [InlineData("ForAllValues:StringEquals", "a b", true)]
    [InlineData("ForAllValues:StringEquals", "a", true)]
    [InlineData("ForAllValues:StringEquals", "a c", false)]
    [InlineData("ForAllValues:StringEquals", "", true)]
    [InlineData("ForAnyValue:StringEquals", "a c", true)]
    [InlineData("ForAnyValue:StringEquals", "c d", false)]
    [InlineData("ForAnyValue:StringEquals", "", false)]
    [InlineData("ForAllValues:StringNotEquals", "c d", true)]
    [InlineData("ForAllValues:StringNotEquals", "a d", false)]
    [InlineData("ForAllValues:StringNotEquals", "", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a d", true)]
    [InlineData("ForAnyValue:StringNotEquals", "a b", false)]
    [InlineData("ForAnyValue:StringNotEquals", "", false)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "", true)]
    [InlineData("ForAnyValue:StringEqualsIfExists", "c", false)]
    [InlineData("ForAllValues:StringEqualsIfExists", "", true)]
    [InlineData("ForAllValues:StringLike", "a b", true)]
    public void Set_operators_look_at_every_value(string operation, string given, bool passes)
    {
        var values = given.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var policy = If($"'{operation}':{{'aws:TagKeys':['a','b']}}");

        Assert.Equal(Said(passes), new AwsCase().When("aws:TagKeys", values).Identity(policy).Decision);
        if (values.Length == 0)
        {
            Assert.Equal(Said(passes), new AwsCase().Identity(policy).Decision);
        }
    }

    /// <summary>Rule 41: Bool.</summary>
    [Theory]
    [InlineData("true", "true", true)]
    [InlineData("true", "True", true)]
    [InlineData("true", "false", false)]
    [InlineData("false", "false", true)]
    [InlineData("false", "true", false)]
    [InlineData("true", "yes", false)]
    public void Bool_compares_truth(string wanted, string value, bool passes) => Expect(passes, "Bool", $"'{wanted}'", value);

    /// <summary>Rule 42: ARNs are compared part by part.</summary>
    [Theory]
    [InlineData("ArnEquals")]
    [InlineData("ArnLike")]
    public void ARNs_are_compared_part_by_part(string operation)
    {
        const string topic = "arn:aws:sns:eu-central-1:111111111111:agents:v1";
        void Check(string wanted, bool passes)
        {
            Expect(passes, operation, $"'{wanted}'", topic);
            Expect(!passes, operation.Replace("Arn", "ArnNot", StringComparison.Ordinal), $"'{wanted}'", topic);
        }

        Check(topic, true);
        Check("arn:aws:sns:*:*:agents:v1", true);
        Check("arn:aws:sns:eu-*-1:1111????1111:agents:*", true);
        Check("arn:aws:sns:eu-central-1:111111111111:*", true);
        Check("arn:*:*:*:*:*", true);
        Check("arn:aws:*:agents:v1", false);
        Check("arn:aws:sns:*:agents:v1", false);
        Check("arn:aws:SNS:*:*:*", false);
        Check("arn:aws:sns:*:*:agents", false);
    }

    /// <summary>Rule 43: addresses.</summary>
    [Theory]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "203.0.113.8", false)]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.77/24", "203.0.113.1", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.128/25", "203.0.113.127", false)]
    [InlineData("203.0.113.0/31", "203.0.113.1", true)]
    [InlineData("0.0.0.0/0", "203.0.113.9", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "203.0.113.9", false)]
    [InlineData("::/0", "2001:db8::1", true)]
    [InlineData("2001:db8::/32", "2001:DB8:0:0::9", true)]
    [InlineData("2001:db8::/33", "2001:db8:8000::1", false)]
    [InlineData("2001:db8::1", "2001:0db8:0000::0001", true)]
    [InlineData("203.0.113.0/33", "203.0.113.0", false)]
    [InlineData("203.0.113", "203.0.113.0", false)]
    public void Addresses_lie_in_ranges(string range, string address, bool passes)
    {
        Expect(passes, "IpAddress", $"'{range}'", address);
        Expect(!passes, "NotIpAddress", $"'{range}'", address);
    }

    /// <summary>Rule 44: instants as ISO 8601 or seconds since 1970, on either side.</summary>
    [Theory]
    [InlineData("DateEquals", "2026-01-01T00:00:00Z", "1767225600", true)]
    [InlineData("DateEquals", "1767225600", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateEquals", "2026-01-01", "2026-01-01T00:00:00.000Z", true)]
    [InlineData("DateEquals", "2026", "2026-01-01T00:00Z", true)]
    [InlineData("DateNotEquals", "2026-01-01", "2026-01-02", true)]
    [InlineData("DateLessThan", "2026-01-01", "2025-12-31T23:59:59.999Z", true)]
    [InlineData("DateLessThan", "2026-01-01", "2026-01-01", false)]
    [InlineData("DateLessThanEquals", "2026-01-01", "2026-01-01", true)]
    [InlineData("DateGreaterThan", "2026-01-01", "1767225601", true)]
    [InlineData("DateGreaterThan", "2026-01-01", "1767225600", false)]
    [InlineData("DateGreaterThanEquals", "2026-01-01", "1767225600", true)]
    [InlineData("DateEquals", "yesterday", "2026-01-01", false)]
    [InlineData("DateLessThan", "2026-01-01", "yesterday", false)]
    public void Instants_are_compared_however_they_are_written(string operation, string wanted, string value, bool passes) =>
        Expect(passes, operation, $"'{wanted}'", value);

    [Theory]
    [InlineData("NumericLessThan", "1767225601", "1767225600", true)]
    [InlineData("NumericGreaterThan", "1767225599", "2026-01-01T00:00:00Z", true)]
    [InlineData("DateLessThan", "2026-01-01T00:00:01Z", "1767225600", true)]
    [InlineData("NumericLessThan", "1767225600", "1767225600", false)]
    public void EpochTime_takes_operators_for_dates_and_for_numbers(string operation, string wanted, string value, bool passes) =>
        Assert.Equal(Said(passes), new AwsCase().When("aws:EpochTime", value).Identity(If($"'{operation}':{{'aws:EpochTime':'{wanted}'}}")).Decision);

    /// <summary>Rule 45: numbers are decimals.</summary>
    [Theory]
    [InlineData("NumericEquals", "10", "10.0", true)]
    [InlineData("NumericEquals", "0.1", "0.10", true)]
    [InlineData("NumericEquals", "10", "1e1", true)]
    [InlineData("NumericEquals", "9007199254740993", "9007199254740992", false)]
    [InlineData("NumericNotEquals", "10", "11", true)]
    [InlineData("NumericLessThan", "10", "9", true)]
    [InlineData("NumericLessThan", "10", "10", false)]
    [InlineData("NumericLessThanEquals", "10", "10", true)]
    [InlineData("NumericGreaterThan", "9", "10", true)]
    [InlineData("NumericGreaterThan", "-1", "-2", false)]
    [InlineData("NumericGreaterThanEquals", "10", "10", true)]
    [InlineData("NumericEquals", "ten", "ten", false)]
    [InlineData("NumericNotEquals", "10", "ten", true)]
    public void Numbers_are_compared_as_decimals(string operation, string wanted, string value, bool passes) => Expect(passes, operation, $"'{wanted}'", value);

    [Theory]
    [InlineData("QUJD", "QUJD", true)]
    [InlineData("QUJD", "QUJE", false)]
    [InlineData("QUJD", "qujd", false)]
    public void Bytes_are_compared_by_their_Base64(string wanted, string value, bool passes) => Expect(passes, "BinaryEquals", $"'{wanted}'", value);

    /// <summary>Rule 46: values may be numbers and booleans; lists of one may be left out.</summary>
    [Theory]
    [InlineData("'NumericLessThan':{'x:key':5}", "4", true)]
    [InlineData("'NumericLessThan':{'x:key':[1,5.5]}", "5.2", true)]
    [InlineData("'Bool':{'x:key':true}", "true", true)]
    [InlineData("'Bool':{'x:key':[false]}", "true", false)]
    [InlineData("'Null':{'x:key':false}", "a", true)]
    [InlineData("'StringEquals':{'x:key':7}", "7", true)]
    public void Values_may_be_numbers_and_booleans(string condition, string value, bool passes) =>
        Assert.Equal(Said(passes), new AwsCase().When("x:key", value).Identity(If(condition)).Decision);

    [Theory]
    [InlineData("{'Version':'2012-10-17','Statement':{'Effect':'Allow','Action':'s3:*','Resource':'*'}}")]
    [InlineData("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':['s3:*'],'Resource':['*']}]}")]
    public void Statements_actions_and_resources_may_stand_alone_or_in_a_list(string document) =>
        Assert.Equal("Allowed", new AwsCase().IdentityText(document).Decision);

    /// <summary>Rule 47: a key with several values needs a set operator.</summary>
    [Theory]
    [InlineData("StringEquals")]
    [InlineData("StringLike")]
    [InlineData("StringNotEquals")]
    [InlineData("StringEqualsIfExists")]
    public void A_multivalued_key_without_a_set_operator_does_not_match(string operation)
    {
        Assert.Equal("ImplicitlyDenied", new AwsCase().When("aws:TagKeys", "a", "b").Identity(If($"'{operation}':{{'aws:TagKeys':['a','b','c']}}")).Decision);
        Assert.Equal("ImplicitlyDenied", new AwsCase().When("aws:TagKeys", "a").Identity(If($"'{operation}':{{'aws:TagKeys':['a','b','c']}}")).Decision);
    }

    /// <summary>Rule 48: a single value is a set of one.</summary>
    [Theory]
    [InlineData("ForAllValues:StringEquals", "a", true)]
    [InlineData("ForAllValues:StringEquals", "c", false)]
    [InlineData("ForAnyValue:StringEquals", "a", true)]
    [InlineData("ForAnyValue:StringEquals", "c", false)]
    [InlineData("ForAnyValue:StringNotEquals", "c", true)]
    public void Set_operators_take_a_single_value_for_a_set_of_one(string operation, string value, bool passes) => Expect(passes, operation, "['a','b']", value);

    private static void Expect(bool passes, string operation, string wanted, string value) =>
        Assert.Equal(Said(passes), new AwsCase().When("x:key", value).Identity(If($"'{operation}':{{'x:key':{wanted}}}")).Decision);

    private static string If(string condition) => Allow("s3:*", "*", $"'Condition':{{{condition}}}");

    private static string Said(bool passes) => passes ? "Allowed" : "ImplicitlyDenied";
}
