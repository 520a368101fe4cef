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
        // What another pattern asks for is met as a text is: its star by a star only.
        var steps = 0L;
        return _variables.Length == 0 && other._variables.Length == 0
            ? PatternRun.Matches<int>(Tokens, other.Tokens, ref steps)
            : PatternRun.Matches<int>(Numbered(this), Numbered(other), ref steps);
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
        ReadOnlySpan<int> tokens = Tokens, others = other.Tokens;
        if (FirstRun(tokens) is >= 0 and var mine && FirstRun(others) is >= 0 and var theirs)
        {
            // Both have a run, which takes whatever the other one asks for between its ends.
            var (start, end) = (Math.Min(mine, theirs), Math.Min(tokens.Length - LastRun(tokens), others.Length - LastRun(others)) - 1);
            return AreSame(tokens[..start], others[..start]) && AreSame(tokens[^end..], others[^end..]);
        }
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

    /// <summary>The tokens of <paramref name="pattern"/>, its variables numbered by where they come first in this pattern; those that do not all get one number.</summary>
    private int[] Numbered(TextPattern pattern) => Array.ConvertAll(
        pattern.Tokens,
        token => token > FirstVariable ? token
            : Array.FindIndex(_variables, mine => SameVariable(mine, pattern._variables[FirstVariable - token])) is >= 0 and var number ? FirstVariable - number
            : int.MinValue);

    private static int FirstRun(ReadOnlySpan<int> tokens)
    {
        var at = 0;
        while (at < tokens.Length && !IsRun(tokens[at]))
        {
            at++;
        }
        return at < tokens.Length ? at : -1;
    }

    private static int LastRun(ReadOnlySpan<int> tokens)
    {
        var at = tokens.Length - 1;
        while (at >= 0 && !IsRun(tokens[at]))
        {
            at--;
        }
        return at;
    }

    private static bool AreSame(ReadOnlySpan<int> some, ReadOnlySpan<int> others)
    {
        for (var i = 0; i < some.Length; i++)
        {
            if (!SameCharacter(some[i], others[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static bool SameVariable(PolicyVariable mine, PolicyVariable theirs) =>
        string.Equals(mine.Key, theirs.Key, StringComparison.OrdinalIgnoreCase) && string.Equals(mine.Default, theirs.Default, StringComparison.Ordinal);

    private static bool SameCharacter(int mine, int theirs) => IsRun(mine) || IsRun(theirs) || mine == One || theirs == One || mine == theirs;
}
