using System.Text.Json;
using Portal.Hosting.Api;

namespace Portal.Tests.Hosting.Api;

/// <summary>Parts of bodies that are read later hold only texts that can be read later.</summary>
public sealed class WholeElementTests
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new WholeTextConverter(), new WholeElementConverter() } };

    [Theory]
    [InlineData("1")]
    [InlineData("\"a\\u00e9\\ud83d\\ude00\"")]
    [InlineData("[]")]
    [InlineData("[{\"a\":[1,{\"\\u0062\":null}]},[]]")]
    [InlineData("{}")]
    public void A_whole_part_is_kept_as_it_is_and_what_follows_too(string json)
    {
        var both = JsonSerializer.Deserialize<JsonElement[]>($"[{json},\"after\"]", Options)!;

        Assert.Equal(json, both[0].GetRawText());
        Assert.Equal("after", both[1].GetString());
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("[1,[{\"a\":\"\\ud800\"}]]")]
    public void Half_a_character_or_a_zero_is_refused_wherever_it_stands(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<JsonElement>(json, Options));
}
