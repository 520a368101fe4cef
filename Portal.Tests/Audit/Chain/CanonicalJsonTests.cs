using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Portal.Data.Audit.Chain;

namespace Portal.Tests.Audit.Chain;

public sealed class CanonicalJsonTests
{
    private static readonly string[] Words = ["null", "true", "false"];

    [Fact]
    public void The_example_of_the_RFC_comes_out_byte_for_byte()
    {
        // RFC 8785, section 3.2.2 in, section 3.2.4 out.
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;
        const string Expected =
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""";

        Assert.Equal(Expected, Canonical(Input));
    }

    [Fact]
    public void Names_are_sorted_as_the_RFC_sorts_them()
    {
        // RFC 8785, section 3.2.3: by UTF-16 code units, which is not the order of code points.
        const string Input = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        using var document = JsonDocument.Parse(Canonical(Input));

        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            document.RootElement.EnumerateObject().Select(m => m.Value.GetString()));
    }

    // RFC 8785, appendix B.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_the_RFC_writes_them(string bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Number(BitConverter.Int64BitsToDouble(long.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_is_no_finite_number_has_no_form(double value) => Assert.Throws<FormatException>(() => CanonicalJson.Number(value));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("1e400")]
    public void What_two_readers_could_understand_differently_has_no_form(string json) => Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void Every_number_reads_back_as_itself() => Gen.Double.Where(double.IsFinite).Sample(
        number => double.Parse(CanonicalJson.Number(number), CultureInfo.InvariantCulture) is var read && read.Equals(number == 0 ? 0 : number));

    [Fact]
    public void The_form_of_the_form_is_the_form() => Json(3).Sample(json => Canonical(Canonical(json)) == Canonical(json));

    [Fact]
    public void Empty_lists_and_objects_stay_empty() => Assert.Equal("""[[],{},[1]]""", Canonical(" [ [ ] , { } , [ 1 ] ] "));

    private static Gen<string> Json(int depth)
    {
        var texts = Gen.String[Gen.Char.Where(c => !char.IsSurrogate(c)), 0, 5].Select(t => JsonSerializer.Serialize(t));
        var leaf = Gen.OneOf(texts, Gen.Double.Where(double.IsFinite).Select(d => d.ToString("R", CultureInfo.InvariantCulture)), Gen.Int[0, 2].Select(i => Words[i]));
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Json(depth - 1).List[0, 4].Select(items => $"[{string.Join(", ", items)}]"),
                Gen.Select(texts, Json(depth - 1)).List[0, 4].Select(members => $"{{{string.Join(", ", members.DistinctBy(m => m.Item1).Select(m => $"{m.Item1}: {m.Item2}"))}}}"));
    }

    private static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
