using Portal.Shared;

namespace Portal.Tests.Shared;

/// <summary>Text from outside shows what it holds.</summary>
public sealed class VisibleTests
{
    [Theory]
    [InlineData("deploy-bot")]
    [InlineData("Agnieszka Wójcik")]
    [InlineData("東京の係")]
    [InlineData("تقرير")]
    [InlineData("robot 🤖")]
    public void Honest_text_stays_as_it_is(string text) => Assert.Equal(text, string.Concat(Visible.Runs(text).Select(run => run.Code is null ? run.Text : "!")));

    [Theory]
    [InlineData("admin\u202Eexe.tab", "U+202E")]
    [InlineData("ad\u200Bmin", "U+200B")]
    [InlineData("ad\u00ADmin", "U+00AD")]
    [InlineData("bell\a", "U+0007")]
    [InlineData("two\nlines", "U+000A")]
    [InlineData("no\u00A0break", "U+00A0")]
    [InlineData("blank\u3164", "U+3164")]
    [InlineData("tag\U000E0041", "U+E0041")]
    public void What_hides_or_reorders_is_named(string text, string code)
    {
        var runs = Visible.Runs(text);

        Assert.Equal(code, Assert.Single(runs, run => run.Code is not null).Code);
        Assert.Equal(text, string.Concat(runs.Select(run => run.Text)));
    }

    [Fact]
    public void Half_a_character_is_named() => Assert.Equal(["half", "U+D83D"], Visible.Runs("half\uD83D").Select(run => run.Code ?? run.Text));

    [Fact]
    public void A_document_keeps_its_lines_and_nothing_else()
    {
        var runs = Visible.Runs("a\n\tb\u202E", keepsLines: true);

        Assert.Equal("a\n\tb", runs[0].Text);
        Assert.Equal("U+202E", Assert.Single(runs, run => run.Code is not null).Code);
    }

    [Theory]
    [InlineData("аdmin", true)]
    [InlineData("Οpen", true)]
    [InlineData("admin", false)]
    [InlineData("админ", false)]
    [InlineData("Wójcik", false)]
    public void Alphabets_that_look_alike_do_not_mix_unnoticed(string text, bool mixes) => Assert.Equal(mixes, Visible.MixesScripts(text));
}
