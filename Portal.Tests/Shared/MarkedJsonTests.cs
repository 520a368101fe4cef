using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>A value within its document, in whole lines.</summary>
public sealed class MarkedJsonTests
{
    private const string Two = """{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow"},{"Sid":"B","Effect":"Deny"}]}""";

    [Fact]
    public void A_statement_of_a_list_is_cut_out_in_whole_lines()
    {
        var cut = MarkedJson.Of(Two, "/Statement/1");

        Assert.Equal("    {\n      \"Sid\": \"B\",\n      \"Effect\": \"Deny\"\n    }\n", cut.Marked);
        Assert.EndsWith("    },\n", cut.Before, StringComparison.Ordinal);
        Assert.Equal((8, 11, 13), (cut.FirstLine, cut.LastLine, cut.Lines));
    }

    [Fact]
    public void A_single_statement_is_marked_with_its_name()
    {
        var cut = MarkedJson.Of("""{"Statement":{"Effect":"Allow"},"Version":"2012-10-17"}""", "/Statement");

        Assert.Equal("  \"Statement\": {\n    \"Effect\": \"Allow\"\n  },\n", cut.Marked);
        Assert.Equal((2, 4), (cut.FirstLine, cut.LastLine));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/Statement/7")]
    [InlineData("/Nothing")]
    public void Nothing_is_marked_for_the_whole_document_or_for_what_is_not_in_it(string path)
    {
        var cut = MarkedJson.Of(Two, path);

        Assert.Empty(cut.Marked);
        Assert.Equal(PrettyJson.Of(Two), cut.Before + cut.Marked + cut.After);
    }

    [Fact]
    public void The_parts_are_the_document_laid_out_with_every_name_and_text_as_written()
    {
        const string odd = """{"a/b":{"~":[1,{"x":"ü <b>& 'quoted' \"twice\""}]},"a/b":2,"n":1.50}""";

        var cut = MarkedJson.Of(odd, "/a~1b/~0/1");

        Assert.Contains("ü <b>& 'quoted'", cut.Marked, StringComparison.Ordinal);
        Assert.Equal(PrettyJson.Of(odd), cut.Before + cut.Marked + cut.After);
    }

    [Fact]
    public void What_is_no_JSON_stays_as_it_is() => Assert.Equal(new MarkedJson("{ no", string.Empty, string.Empty), MarkedJson.Of("{ no", "/Statement/0"));
}
