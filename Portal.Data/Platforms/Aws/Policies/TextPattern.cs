using System.Buffers;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// A text with <c>*</c> (any run of characters), <c>?</c> (exactly one) and variables, matched without regular expressions: one pass that
/// remembers only the last <c>*</c>, so the work is bounded by pattern length × text length and is linear for patterns like <c>*a*a*a*</c>.
/// </summary>
internal sealed class TextPattern
{
    private const int Star = -1;
    private const int One = -2;
    private const int FirstVariable = -3;

    private readonly int[] _tokens;
    private readonly PolicyVariable[] _variables;
    private readonly string? _exact;
    private readonly string? _prefix;

    private TextPattern(string source, int[] tokens, PolicyVariable[] variables)
    {
        Source = source;
        _tokens = tokens;
        _variables = variables;
        if (variables.Length == 0)
        {
            var literal = tokens.AsSpan().IndexOfAnyInRange(int.MinValue, -1);
            _exact = literal < 0 ? Literal(tokens) : null;
            _prefix = literal >= 0 && literal == tokens.Length - 1 && tokens[literal] == Star ? Literal(tokens.AsSpan(0, literal)) : null;
        }
    }

    /// <summary>Matches every text.</summary>
    public static TextPattern Any { get; } = new("*", [Star], []);

    /// <summary>The pattern as written.</summary>
    public string Source { get; }

    /// <summary>The variables in it, in their order; usually none.</summary>
    public IReadOnlyList<PolicyVariable> Variables => _variables;

    /// <summary>True when it matches every text.</summary>
    public bool IsAny => _tokens is [Star];

    /// <summary>The only text that it matches, or null when it may match several.</summary>
    public string? Exact => _exact;

    /// <summary>Reads a pattern.</summary>
    /// <param name="source">The text as it stands in the policy.</param>
    /// <param name="hasVariables">True when <c>${…}</c> means something; otherwise it is literal text.</param>
    /// <param name="hasWildcards">True when <c>*</c> and <c>?</c> mean something; otherwise they are literal characters.</param>
    public static TextPattern Read(string source, bool hasVariables, bool hasWildcards = true)
    {
        var tokens = new List<int>(source.Length);
        List<PolicyVariable>? variables = null;
        for (var at = 0; at < source.Length; at++)
        {
            if (hasVariables && Variable(source, ref at, out var literal) is var variable && (variable is not null || literal is not null))
            {
                if (literal is { } character)
                {
                    tokens.Add(character);
                }
                else
                {
                    tokens.Add(FirstVariable - (variables ??= []).Count);
                    variables.Add(variable!);
                }
            }
            else if (hasWildcards && source[at] == '*')
            {
                if (tokens is not [.., Star])
                {
                    tokens.Add(Star);
                }
            }
            else
            {
                tokens.Add(hasWildcards && source[at] == '?' ? One : source[at]);
            }
        }
        return tokens is [Star] ? Any : new TextPattern(source, [.. tokens], variables is null ? [] : [.. variables]);
    }

    /// <summary>True when the pattern, which must have no variables, matches the whole of <paramref name="text"/>.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (_exact is not null)
        {
            return text.SequenceEqual(_exact);
        }
        if (_prefix is not null)
        {
            return text.StartsWith(_prefix, StringComparison.Ordinal);
        }
        var steps = 0L;
        return Run(_tokens, text, ref steps);
    }

    /// <summary>Whether the pattern matches the whole of <paramref name="text"/> once its variables are filled in; without a value it matches nothing.</summary>
    public Truth Matches(ReadOnlySpan<char> text, RequestContext context, bool ignoreCase = false)
    {
        if (_variables.Length == 0 && !ignoreCase)
        {
            return Truth.Of(Matches(text));
        }
        var filled = new List<int>(_tokens.Length + 64);
        foreach (var token in _tokens)
        {
            if (token > FirstVariable)
            {
                filled.Add(ignoreCase && token >= 0 ? char.ToUpperInvariant((char)token) : token);
                continue;
            }
            switch (context.Resolve(_variables[FirstVariable - token], out var value))
            {
                case Truth.Unknown:
                    return Truth.Unknown;
                case Truth.No:
                    return Truth.No;
            }
            foreach (var character in value)
            {
                filled.Add(ignoreCase ? char.ToUpperInvariant(character) : character);
            }
        }
        var steps = 0L;
        if (!ignoreCase)
        {
            return Truth.Of(Run([.. filled], text, ref steps));
        }
        var upper = ArrayPool<char>.Shared.Rent(text.Length);
        var length = text.ToUpperInvariant(upper);
        var matches = Run([.. filled], upper.AsSpan(0, length), ref steps);
        ArrayPool<char>.Shared.Return(upper);
        return Truth.Of(matches);
    }

    /// <summary>How many comparisons <see cref="Matches(ReadOnlySpan{char})"/> makes at most for this text: for tests on hostile patterns.</summary>
    public long CountSteps(string text)
    {
        var steps = 0L;
        Run(_tokens, text, ref steps);
        return steps;
    }

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
        var row = new bool[_tokens.Length + 1];
        row[0] = true;
        for (var i = 1; i <= _tokens.Length && _tokens[i - 1] == Star; i++)
        {
            row[i] = true;
        }
        foreach (var theirs in other._tokens)
        {
            var diagonal = row[0];
            row[0] = false;
            for (var i = 1; i <= _tokens.Length; i++)
            {
                var above = row[i];
                var mine = _tokens[i - 1];
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
        var row = new bool[_tokens.Length + 1];
        for (var j = 0; j <= other._tokens.Length; j++)
        {
            var diagonal = false;
            for (var i = 0; i <= _tokens.Length; i++)
            {
                var above = j > 0 && row[i];
                var left = i > 0 && row[i - 1];
                row[i] = (i == 0 && j == 0)
                    || (i > 0 && IsRun(_tokens[i - 1]) && (left || above))
                    || (j > 0 && IsRun(other._tokens[j - 1]) && (left || above))
                    || (i > 0 && j > 0 && diagonal && SameCharacter(_tokens[i - 1], other._tokens[j - 1]));
                diagonal = above;
            }
        }
        return row[^1];
    }

    private static bool Run(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text, ref long steps)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            steps++;
            if (p < pattern.Length && (pattern[p] == text[t] || pattern[p] == One))
            {
                p++;
                t++;
            }
            else if (p < pattern.Length && pattern[p] == Star)
            {
                if (p == pattern.Length - 1)
                {
                    return true;
                }
                star = p++;
                resume = t;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == Star)
        {
            p++;
        }
        return p == pattern.Length;
    }

    /// <summary>Reads <c>${…}</c> at <paramref name="at"/> and moves to its last character; <c>${*}</c>, <c>${?}</c>, <c>${$}</c> are literal.</summary>
    private static PolicyVariable? Variable(string source, ref int at, out char? literal)
    {
        literal = null;
        if (source[at] != '$' || at + 2 >= source.Length || source[at + 1] != '{')
        {
            return null;
        }
        var end = source.IndexOf('}', at + 2);
        if (end < 0)
        {
            return null;
        }
        var inside = source.AsSpan(at + 2, end - at - 2);
        if (inside is "*" or "?" or "$")
        {
            literal = inside[0];
            at = end;
            return null;
        }
        var comma = inside.IndexOf(',');
        var key = (comma < 0 ? inside : inside[..comma]).Trim();
        if (key.IsEmpty)
        {
            return null;
        }
        string? fallback = null;
        if (comma >= 0)
        {
            var text = inside[(comma + 1)..].Trim();
            fallback = text is ['\'', .., '\''] ? text[1..^1].ToString() : text.ToString();
        }
        at = end;
        return new PolicyVariable(key.ToString(), fallback);
    }

    private bool SameToken(int mine, TextPattern other, int theirs) => mine >= 0 || theirs >= 0
        ? mine == theirs
        : mine <= FirstVariable && theirs <= FirstVariable && SameVariable(_variables[FirstVariable - mine], other._variables[FirstVariable - theirs]);

    private static bool SameVariable(PolicyVariable mine, PolicyVariable theirs) =>
        string.Equals(mine.Key, theirs.Key, StringComparison.OrdinalIgnoreCase) && string.Equals(mine.Default, theirs.Default, StringComparison.Ordinal);

    private static bool IsRun(int token) => token is Star or <= FirstVariable;

    private static bool SameCharacter(int mine, int theirs) => IsRun(mine) || IsRun(theirs) || mine == One || theirs == One || mine == theirs;

    private static string Literal(ReadOnlySpan<int> tokens)
    {
        var text = new char[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            text[i] = (char)tokens[i];
        }
        return new string(text);
    }
}
