using System.Buffers;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>
/// A text with <c>*</c> (any run of characters), <c>?</c> (exactly one) and variables, matched without regular expressions. What stands
/// between two <c>*</c> is looked for from left to right and never again, so the work grows with the length of pattern plus text, times at
/// most <see cref="LongestRunWithOne"/> where <c>?</c> is in play.
/// </summary>
internal sealed partial class TextPattern
{
    /// <summary>The longest run behind a <c>*</c> that may hold a <c>?</c>; a longer one is refused when a document is read.</summary>
    public const int LongestRunWithOne = 128;

    private const int Star = PatternRun.Star;
    private const int One = PatternRun.One;
    private const int FirstVariable = -3;
    private const int OnStack = 512;

    private readonly PolicyVariable[] _variables;
    private readonly string? _exact;
    private readonly string[]? _pieces;
    private int[]? _tokens;

    private TextPattern(string source, int[] tokens, PolicyVariable[] variables)
    {
        Source = source;
        _tokens = tokens;
        _variables = variables;
        if (variables.Length == 0)
        {
            _exact = tokens.AsSpan().IndexOfAnyInRange(int.MinValue, -1) < 0 ? Literal(tokens) : null;
            _pieces = _exact is null && !tokens.Contains(One) ? Pieces(tokens) : null;
        }
    }

    /// <summary>A pattern that is its own text, or with <paramref name="pieces"/> one whose only wildcards are stars: most are one of the two.</summary>
    private TextPattern(string source, string[]? pieces)
    {
        Source = source;
        _variables = [];
        _exact = pieces is null ? source : null;
        _pieces = pieces;
    }

    /// <summary>Matches every text.</summary>
    public static TextPattern Any { get; } = new("*", [Star], []);

    /// <summary>The pattern as written.</summary>
    public string Source { get; }

    /// <summary>The variables in it, in their order; usually none.</summary>
    public IReadOnlyList<PolicyVariable> Variables => _variables;

    /// <summary>True when it matches every text.</summary>
    public bool IsAny => ReferenceEquals(this, Any);

    /// <summary>The letter that every matching text begins with; null when that is not told by the first one written.</summary>
    public char? FirstLetter => Source is [not ('*' or '?' or '$'), ..] ? Source[0] : null;

    /// <summary>True when it may hold a <c>?</c>, which makes comparing it with others dearer.</summary>
    public bool HasOne => _exact is null && _pieces is null && Source.Contains('?', StringComparison.Ordinal);

    /// <summary>The only text that it matches, or null when it may match several.</summary>
    public string? Exact => _exact;

    /// <summary>Reads a pattern.</summary>
    /// <param name="source">The text as it stands in the policy.</param>
    /// <param name="hasVariables">True when <c>${…}</c> means something; otherwise it is literal text.</param>
    /// <param name="hasWildcards">True when <c>*</c> and <c>?</c> mean something; otherwise they are literal characters.</param>
    public static TextPattern Read(string source, bool hasVariables, bool hasWildcards = true)
    {
        if (!hasVariables || !source.Contains('$', StringComparison.Ordinal))
        {
            if (!hasWildcards || !source.AsSpan().ContainsAny('*', '?'))
            {
                return new TextPattern(source, pieces: null);
            }
            if (!source.Contains('?', StringComparison.Ordinal) && Pieces(source) is { } pieces)
            {
                return pieces is ["", ""] ? Any : new TextPattern(source, pieces);
            }
        }
        return ReadTokens(source, hasVariables, hasWildcards);
    }

    private static TextPattern ReadTokens(string source, bool hasVariables, bool hasWildcards)
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

    /// <summary>True when some run behind a <c>*</c> is longer than <see cref="LongestRunWithOne"/> and holds a <c>?</c>.</summary>
    public bool IsTooComplex
    {
        get
        {
            if (Source.Length <= LongestRunWithOne || !Source.Contains('?', StringComparison.Ordinal))
            {
                return false;
            }
            var rest = Tokens.AsSpan();
            for (var star = rest.IndexOf(Star); star >= 0; star = rest.IndexOf(Star))
            {
                rest = rest[(star + 1)..];
                var next = rest.IndexOf(Star);
                if (next > LongestRunWithOne && rest[..next].Contains(One))
                {
                    return true;
                }
            }
            return false;
        }
    }

    /// <summary>True when the pattern, which must have no variables, matches the whole of <paramref name="text"/>.</summary>
    public bool Matches(ReadOnlySpan<char> text)
    {
        if (_exact is not null)
        {
            return text.SequenceEqual(_exact);
        }
        if (_pieces is not null)
        {
            return MatchesPieces(_pieces, text);
        }
        var steps = 0L;
        return PatternRun.Matches<char>(Tokens, text, ref steps);
    }

    /// <summary>Whether the pattern matches the whole of <paramref name="text"/> once its variables are filled in; without a value it matches nothing.</summary>
    public Truth Matches(ReadOnlySpan<char> text, RequestContext context, bool ignoreCase = false)
    {
        if (_variables.Length == 0)
        {
            if (!ignoreCase)
            {
                return Truth.Of(Matches(text));
            }
            if (_exact is not null)
            {
                return Truth.Of(text.Equals(_exact, StringComparison.OrdinalIgnoreCase));
            }
        }
        var length = Tokens.Length;
        foreach (var variable in _variables)
        {
            var state = context.Resolve(variable, out var value);
            if (state != Truth.Yes)
            {
                return state;
            }
            length += value.Length;
        }
        var rented = length > OnStack ? ArrayPool<int>.Shared.Rent(length) : null;
        var filled = Fill(rented ?? stackalloc int[OnStack], context, ignoreCase);
        var steps = 0L;
        var matches = ignoreCase ? RunUpper(filled, text) : PatternRun.Matches<char>(filled, text, ref steps);
        if (rented is not null)
        {
            ArrayPool<int>.Shared.Return(rented);
        }
        return Truth.Of(matches);
    }

    /// <summary>How many comparisons <see cref="Matches(ReadOnlySpan{char})"/> makes at most for this text: for tests on hostile patterns.</summary>
    public long CountSteps(string text)
    {
        var steps = 0L;
        PatternRun.Matches<char>(Tokens, text, ref steps);
        return steps;
    }

    /// <summary>The texts around the stars, the first and the last one anchored; null when one between is so long that it takes <see cref="PatternRun"/> to find it.</summary>
    private static string[]? Pieces(int[] tokens)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var at = 0; at <= tokens.Length; at++)
        {
            if (at == tokens.Length || tokens[at] == Star)
            {
                pieces.Add(Literal(tokens.AsSpan(start, at - start)));
                start = at + 1;
            }
        }
        return pieces.Skip(1).SkipLast(1).Any(piece => piece.Length > PatternRun.ShortRun) ? null : [.. pieces];
    }

    /// <summary>The same for a text whose only wildcards are stars, of which several in a row are one.</summary>
    private static string[]? Pieces(string source)
    {
        var pieces = source.Split('*');
        var count = 1;
        for (var i = 1; i < pieces.Length; i++)
        {
            var isBetween = i < pieces.Length - 1;
            if (isBetween && pieces[i].Length > PatternRun.ShortRun)
            {
                return null;
            }
            if (!isBetween || pieces[i].Length > 0)
            {
                pieces[count++] = pieces[i];
            }
        }
        return count == pieces.Length ? pieces : pieces[..count];
    }

    private static bool MatchesPieces(string[] pieces, ReadOnlySpan<char> text)
    {
        string first = pieces[0], last = pieces[^1];
        if (text.Length < first.Length + last.Length || !text.StartsWith(first, StringComparison.Ordinal) || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }
        var rest = text[first.Length..^last.Length];
        for (var i = 1; i < pieces.Length - 1; i++)
        {
            var at = rest.IndexOf(pieces[i], StringComparison.Ordinal);
            if (at < 0)
            {
                return false;
            }
            rest = rest[(at + pieces[i].Length)..];
        }
        return true;
    }

    /// <summary>Character by character, for what the shortcuts do not answer.</summary>
    private int[] Tokens => _tokens ??= TokensOf(Source, areStars: _pieces is not null);

    private static int[] TokensOf(string plain, bool areStars)
    {
        var tokens = new List<int>(plain.Length);
        foreach (var character in plain)
        {
            if (!areStars || character != '*')
            {
                tokens.Add(character);
            }
            else if (tokens is not [.., Star])
            {
                tokens.Add(Star);
            }
        }
        return [.. tokens];
    }

    private ReadOnlySpan<int> Fill(Span<int> filled, RequestContext context, bool ignoreCase)
    {
        var length = 0;
        foreach (var token in Tokens)
        {
            if (token > FirstVariable)
            {
                filled[length++] = ignoreCase && token >= 0 ? char.ToUpperInvariant((char)token) : token;
                continue;
            }
            context.Resolve(_variables[FirstVariable - token], out var value);
            foreach (var character in value)
            {
                filled[length++] = ignoreCase ? char.ToUpperInvariant(character) : character;
            }
        }
        return filled[..length];
    }

    private static bool RunUpper(ReadOnlySpan<int> pattern, ReadOnlySpan<char> text)
    {
        var upper = ArrayPool<char>.Shared.Rent(text.Length);
        var length = text.ToUpperInvariant(upper);
        var steps = 0L;
        var matches = PatternRun.Matches<char>(pattern, upper.AsSpan(0, length), ref steps);
        ArrayPool<char>.Shared.Return(upper);
        return matches;
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

    private static bool IsRun(int token) => token is Star or <= FirstVariable;

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
