namespace Portal.Data.Platforms.Aws.Policies;

/// <content>What two patterns have in common, whatever texts they may meet.</content>
internal sealed partial class TextPattern
{
    /// <summary>
    /// True when this pattern surely matches every text that <paramref name="other"/> matches. A variable stands for an unknown text: it is
    /// covered by <c>*</c> or by the same variable only.
    /// </summary>
    public bool Covers(TextPattern other)
    {
        if (IsAny)
        {
            return true;
        }
        if (other._exact is not null && _variables.Length == 0)
        {
            return Matches(other._exact);
        }
        // row[i]: the first i tokens of this pattern cover the tokens of the other one that were read so far.
        int[] tokens = Tokens, others = other.Tokens;
        var row = new bool[tokens.Length + 1];
        row[0] = true;
        for (var i = 1; i <= tokens.Length && tokens[i - 1] == Star; i++)
        {
            row[i] = true;
        }
        foreach (var theirs in others)
        {
            var diagonal = row[0];
            row[0] = false;
            for (var i = 1; i <= tokens.Length; i++)
            {
                var above = row[i];
                var mine = tokens[i - 1];
                row[i] = mine == Star
                    ? above || row[i - 1]
                    : diagonal && (mine == One ? theirs is >= 0 or One : SameToken(mine, other, theirs));
                diagonal = above;
            }
        }
        return row[^1];
    }

    /// <summary>True when some text may be matched by both; a variable may stand for any text.</summary>
    public bool Overlaps(TextPattern other)
    {
        if (IsAny || other.IsAny)
        {
            return true;
        }
        if (_exact is not null && other._variables.Length == 0)
        {
            return other.Matches(_exact);
        }
        if (other._exact is not null && _variables.Length == 0)
        {
            return Matches(other._exact);
        }
        if (_pieces is not null && other._pieces is not null)
        {
            // Both have a star, which takes whatever the other one asks for between its ends.
            return AgreeAtStart(_pieces[0], other._pieces[0]) && AgreeAtEnd(_pieces[^1], other._pieces[^1]);
        }
        int[] tokens = Tokens, others = other.Tokens;
        var row = new bool[tokens.Length + 1];
        for (var j = 0; j <= others.Length; j++)
        {
            var diagonal = false;
            for (var i = 0; i <= tokens.Length; i++)
            {
                var above = j > 0 && row[i];
                var left = i > 0 && row[i - 1];
                row[i] = (i == 0 && j == 0)
                    || (i > 0 && IsRun(tokens[i - 1]) && (left || above))
                    || (j > 0 && IsRun(others[j - 1]) && (left || above))
                    || (i > 0 && j > 0 && diagonal && SameCharacter(tokens[i - 1], others[j - 1]));
                diagonal = above;
            }
        }
        return row[^1];
    }

    private static bool AgreeAtStart(string one, string two) =>
        one.Length < two.Length ? two.StartsWith(one, StringComparison.Ordinal) : one.StartsWith(two, StringComparison.Ordinal);

    private static bool AgreeAtEnd(string one, string two) =>
        one.Length < two.Length ? two.EndsWith(one, StringComparison.Ordinal) : one.EndsWith(two, StringComparison.Ordinal);

    private bool SameToken(int mine, TextPattern other, int theirs) => mine >= 0 || theirs >= 0
        ? mine == theirs
        : mine <= FirstVariable && theirs <= FirstVariable && SameVariable(_variables[FirstVariable - mine], other._variables[FirstVariable - theirs]);

    private static bool SameVariable(PolicyVariable mine, PolicyVariable theirs) =>
        string.Equals(mine.Key, theirs.Key, StringComparison.OrdinalIgnoreCase) && string.Equals(mine.Default, theirs.Default, StringComparison.Ordinal);

    private static bool SameCharacter(int mine, int theirs) => IsRun(mine) || IsRun(theirs) || mine == One || theirs == One || mine == theirs;
}
