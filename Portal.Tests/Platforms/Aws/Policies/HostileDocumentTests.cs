using System.Text.RegularExpressions;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>Documents made to keep a policy engine busy: the work stays in proportion to their size, or they are refused with a reason. Counts steps, never time.</summary>
public sealed class HostileDocumentTests
{
    private static readonly string Text = new('a', 2_048);

    public static TheoryData<string> Patterns { get; } =
    [
        string.Concat(Enumerable.Repeat("*a", 2_000)) + "b",
        string.Concat(Enumerable.Repeat("a*", 2_000)) + "b",
        string.Concat(Enumerable.Repeat("*?", 2_000)) + "b",
        new string('*', 4_000) + "b",
        "*" + new string('a', 2_000) + "b*",
        "*" + new string('a', 1_000) + "b" + new string('a', 1_000) + "*",
        "*b" + new string('a', 2_000) + "*",
        string.Concat(Enumerable.Repeat("*aaaaaaab", 400)),
        string.Concat(Enumerable.Repeat("*aaaaaaaaaaaaaaaaaaaab", 150)) + "*",
        string.Concat(Enumerable.Repeat("*ab", 1_300)) + "*",
        string.Concat(Enumerable.Repeat("aa*", 1_300)) + "c",
    ];

    [Theory]
    [MemberData(nameof(Patterns))]
    public void Matching_is_linear_in_pattern_and_text(string pattern)
    {
        var steps = TextPattern.Read(pattern, hasVariables: false).CountSteps(Text);

        Assert.True(steps <= 2L * PatternRun.ShortRun * (pattern.Length + Text.Length), $"{steps} steps for {pattern.Length} and {Text.Length} characters");
    }

    [Fact]
    public void With_question_marks_the_factor_is_bounded()
    {
        var pattern = "*" + new string('?', 60) + new string('a', 67) + "b*";

        var steps = TextPattern.Read(pattern, hasVariables: false).CountSteps(Text);

        Assert.False(TextPattern.Read(pattern, hasVariables: false).IsTooComplex);
        Assert.True(steps <= (long)(TextPattern.LongestRunWithOne + 1) * (pattern.Length + Text.Length), $"{steps} steps");
    }

    [Theory]
    [InlineData("Resource")]
    [InlineData("Action")]
    [InlineData("Condition")]
    public void A_longer_run_with_question_marks_is_refused(string element)
    {
        var run = "*" + new string('a', 100) + "?" + new string('a', 100) + "*";
        var document = """{"Statement":{"Effect":"Allow","Action":"s3:A","Resource":"R","Condition":{"StringLike":{"a":"C"}}}}"""
            .Replace($"{element[0]}\"}}", $"{run}\"}}", StringComparison.Ordinal).Replace($"{element[0]}\",", $"{run}\",", StringComparison.Ordinal);

        Assert.Contains("too complex", PolicyNormalizer.Normalize(document).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_counted_matcher_and_the_fast_one_agree()
    {
        foreach (var pattern in Patterns.Select(row => row.Data[..Math.Min(60, row.Data.Length)]).Concat(["a*", "*a", "*a*", "a*b*c", "aa*aa", "a*a", "*", "?*", "ab*ab*ab"]))
        {
            foreach (var text in new[] { Text, "", "a", "aa", "aaa", "ab", "abc", "axbxc", "ababab", "abab", Text + "b", "b" + Text })
            {
                var expected = Regex.IsMatch(
                    text,
                    $@"\A{Regex.Replace(pattern, @"\*+", "*", RegexOptions.None, TimeSpan.FromSeconds(10)).Replace("*", ".*", StringComparison.Ordinal).Replace('?', '.')}\z",
                    RegexOptions.NonBacktracking,
                    TimeSpan.FromSeconds(10));
                Assert.Equal(expected, TextPattern.Read(pattern, hasVariables: false).Matches(text));
            }
        }
    }

    [Fact]
    public void Ten_thousand_statements_are_refused_and_five_thousand_are_read()
    {
        string Many(int count) => """{"Version":"2012-10-17","Statement":[""" + string.Join(',', Enumerable.Repeat("""{"Effect":"Deny","Action":"*","Resource":"*"}""", count)) + "]}";

        Assert.Contains("10000 statements; at most 5000", PolicyNormalizer.Normalize(Many(10_000)).Problem, StringComparison.Ordinal);
        Assert.Null(PolicyNormalizer.Normalize(Many(5_000)).Problem);
    }

    [Fact]
    public void A_megabyte_of_wildcards_is_refused()
    {
        var stars = $$$"""{"Statement":{"Effect":"Allow","Action":"*","Resource":"{{{new string('*', 1_000_000)}}}"}}""";

        Assert.Contains("at most 4096", PolicyNormalizer.Normalize(stars).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused_in_a_document_and_in_a_case()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"Statement":[""", 100_000)) + string.Concat(Enumerable.Repeat("]}", 100_000));

        Assert.Contains("levels", PolicyNormalizer.Normalize(deep[..1_000_000]).Problem, StringComparison.Ordinal);
        Assert.Contains("at most 40 levels", AwsCase.Simulate("""{"id":"deep","identityPolicies":[{"name":"a","policy":""" + deep + "}]}").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_request_with_more_values_than_any_real_one_is_refused()
    {
        string Asked(int count) => """{"id":"many","request":{"principal":"arn:aws:iam::111111111111:user/a","action":"s3:GetObject","resource":{"resource":"arn:aws:s3:::b/c","accountId":"111111111111"},"contextVariables":{"aws:TagKeys":["""
            + string.Join(',', Enumerable.Range(0, count).Select(number => $"\"value-{number}\"")) + """]}},"identityPolicies":[]}""";

        Assert.Contains("request.contextVariables: holds more than 1000 values", AwsCase.Simulate(Asked(1_001)).Output, StringComparison.Ordinal);
        Assert.Contains("\"ImplicitlyDenied\"", AwsCase.Simulate(Asked(1_000)).Output, StringComparison.Ordinal);
    }
}
