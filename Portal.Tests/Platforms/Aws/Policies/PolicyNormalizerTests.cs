using System.Text;
using System.Text.Json;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>One form to hash, store and compile; bad content is an answer, never an exception.</summary>
public sealed class PolicyNormalizerTests
{
    private const string Sound = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}""";

    [Fact]
    public void White_space_does_not_change_the_hash_but_order_does()
    {
        var spaced = Sound.Replace(",", " ,\n  ", StringComparison.Ordinal);
        var reordered = """{"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}],"Version":"2012-10-17"}""";

        var normalized = PolicyNormalizer.Normalize(spaced);

        Assert.Equal(new NormalizedPolicy(PolicyNormalizer.Hash(Sound), Sound, Problem: null), normalized);
        Assert.NotEqual(normalized.Hash, PolicyNormalizer.Normalize(reordered).Hash, StringComparer.Ordinal);
    }

    [Fact]
    public void Text_bytes_and_parsed_JSON_give_the_same()
    {
        using var parsed = JsonDocument.Parse(Sound);

        Assert.Equal(PolicyNormalizer.Normalize(Sound), PolicyNormalizer.Normalize(Encoding.UTF8.GetBytes(Sound)));
        Assert.Equal(PolicyNormalizer.Normalize(Sound), PolicyNormalizer.Normalize(parsed.RootElement));
    }

    [Theory]
    [InlineData("", "document: is not JSON")]
    [InlineData("{\"Version\":\"2012-10-17\",\"Statement\":[", "document: is not JSON")]
    [InlineData("[]", "document: is not a JSON object")]
    [InlineData("""{"Version":"2012-10-17"}""", "Statement: is missing")]
    [InlineData("""{"Version":"2015-01-01","Statement":[]}""", "Version: is neither")]
    [InlineData("""{"Statement":[],"Statment":[]}""", "Statment: is not an element of a policy")]
    [InlineData("""{"Statement":{"Action":"*","Resource":"*"}}""", "Statement[0].Effect: is missing")]
    [InlineData("""{"Statement":{"Effect":"allow","Action":"*","Resource":"*"}}""", "Statement[0].Effect: is neither Allow nor Deny")]
    [InlineData("""{"Statement":{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}}""", "Statement[0].Effect: stands there twice")]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":"*"}}""", "Statement[0]: needs Action or NotAction")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","NotAction":"iam:*","Resource":"*"}}""", "Statement[0]: has both Action and NotAction")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"GetObject","Resource":"*"}}""", "Statement[0].Action: \"GetObject\" names no service")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":[],"Resource":"*"}}""", "Statement[0].Action: is an empty list")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":[7],"Resource":"*"}}""", "Statement[0].Action[0]: is not text")]
    [InlineData("""{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Conditions":{}}}""", "Statement[0].Conditions: is not an element of a statement")]
    [InlineData("""{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"StringEqual":{"a":"b"}}}}""", "Statement[0].Condition.StringEqual: is not a condition operator")]
    [InlineData("""{"Statement":{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"NullIfExists":{"a":"true"}}}}""", "is not a condition operator")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":"me"}}""", "Statement[0].Principal: is neither * nor an object")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Principal":{"User":"me"}}}""", "Statement[0].Principal.User: is not a kind of principal")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:\ud800","Resource":"*"}}""", "document: holds text that is not valid Unicode")]
    public void A_malformed_document_says_where_and_why(string text, string problem)
    {
        var normalized = PolicyNormalizer.Normalize(text);

        Assert.NotNull(normalized.Problem);
        Assert.Contains(problem, normalized.Problem, StringComparison.Ordinal);
        Assert.Equal(PolicyNormalizer.Hash(normalized.Text), normalized.Hash);
    }

    [Fact]
    public void A_document_of_five_thousand_levels_is_refused()
    {
        var text = string.Concat(Enumerable.Repeat("[", 5_000)) + string.Concat(Enumerable.Repeat("]", 5_000));

        Assert.Contains("16 levels", PolicyNormalizer.Normalize(text).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_past_a_megabyte_is_refused_and_only_its_beginning_kept()
    {
        var normalized = PolicyNormalizer.Normalize(new string(' ', PolicyLimits.DocumentLength) + Sound);

        Assert.Contains("at most", normalized.Problem, StringComparison.Ordinal);
        Assert.StartsWith(PolicyNormalizer.CutMark, normalized.Text, StringComparison.Ordinal);
        Assert.InRange(normalized.Text.Length, 1, 4_000);
    }

    [Fact]
    public void A_pattern_or_a_list_past_its_limit_is_refused()
    {
        var longEntry = Sound.Replace("s3:GetObject", "s3:" + new string('*', PolicyLimits.EntryLength), StringComparison.Ordinal);
        var longList = Sound.Replace("\"s3:GetObject\"", "[" + string.Join(',', Enumerable.Repeat("\"s3:Get*\"", PolicyLimits.Entries + 1)) + "]", StringComparison.Ordinal);
        var manyStatements = """{"Statement":[""" + string.Join(',', Enumerable.Repeat("{}", PolicyLimits.Statements + 1)) + "]}";

        Assert.Contains("4099 characters", PolicyNormalizer.Normalize(longEntry).Problem, StringComparison.Ordinal);
        Assert.Contains("one entry too many", PolicyNormalizer.Normalize(longList).Problem, StringComparison.Ordinal);
        Assert.Contains("5001 statements", PolicyNormalizer.Normalize(manyStatements).Problem, StringComparison.Ordinal);
    }
}
