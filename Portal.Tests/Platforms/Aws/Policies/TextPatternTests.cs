using CsCheck;
using Portal.Data.Platforms.Aws.Policies;

namespace Portal.Tests.Platforms.Aws.Policies;

/// <summary>What two patterns have in common, against all short texts.</summary>
public sealed class TextPatternTests
{
    private const int LongestPattern = 4;

    private static readonly Gen<string> Pattern = Gen.OneOf('a', 'b', '*', '*', '?').Array[0, LongestPattern].Select(characters => new string(characters));

    // What two patterns share at all, a text shares that is no longer than both.
    private static readonly string[] Texts = [.. Enumerable.Range(0, (2 * LongestPattern) + 1).SelectMany(OfLength)];

    [Fact]
    public void Two_patterns_overlap_when_both_match_some_text() => Gen.Select(Pattern, Pattern).Sample((left, right) =>
    {
        var (one, two) = (TextPattern.Read(left, hasVariables: false), TextPattern.Read(right, hasVariables: false));
        return one.Overlaps(two) == Texts.Any(text => one.Matches(text) && two.Matches(text));
    });

    [Fact]
    public void A_pattern_that_covers_another_matches_all_that_it_matches() => Gen.Select(Pattern, Pattern).Sample((left, right) =>
    {
        var (one, two) = (TextPattern.Read(left, hasVariables: false), TextPattern.Read(right, hasVariables: false));
        return !one.Covers(two) || Texts.All(text => one.Matches(text) || !two.Matches(text));
    });

    private static IEnumerable<string> OfLength(int length) =>
        Enumerable.Range(0, 1 << length).Select(number => string.Concat(Enumerable.Range(0, length).Select(at => (number >> at & 1) == 0 ? 'a' : 'b')));
}
