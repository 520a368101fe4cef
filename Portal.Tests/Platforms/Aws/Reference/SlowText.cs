using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Tests.Platforms.Aws.Reference;

/// <summary>Wildcards and variables by regular expressions, for the slow evaluator. Null means that a variable has no value.</summary>
internal static partial class SlowText
{
    /// <summary>A text with wildcards.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="text">The text.</param>
    /// <param name="variables">Gives a key's only value or null; null when <c>${…}</c> is literal text.</param>
    /// <param name="hasWildcards">False when <c>*</c> and <c>?</c> are plain characters.</param>
    /// <param name="ignoreCase">True when cases are alike.</param>
    public static bool? Like(string pattern, string text, Func<string, string?>? variables, bool hasWildcards = true, bool ignoreCase = false)
    {
        var expression = new StringBuilder(@"\A");
        foreach (var token in Tokens().EnumerateMatches(pattern))
        {
            var part = pattern.Substring(token.Index, token.Length);
            if (part.Length > 1 && variables is not null)
            {
                var inside = part[2..^1];
                if (inside is "*" or "?" or "$")
                {
                    expression.Append(Regex.Escape(inside));
                    continue;
                }
                var comma = inside.Split(',', 2);
                if ((variables(comma[0].Trim()) ?? (comma.Length > 1 ? comma[1].Trim().Trim('\'') : null)) is not { } value)
                {
                    return null;
                }
                expression.Append(Regex.Escape(value));
            }
            else if (part.Length > 1)
            {
                expression.Append(Regex.Escape(part[..2])).Append(Like(part[2..], hasWildcards));
            }
            else
            {
                expression.Append(Like(part, hasWildcards));
            }
        }
        return Regex.IsMatch(text, expression.Append(@"\z").ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None), TimeSpan.FromSeconds(10));
    }

    /// <summary>Six parts compared one by one; a star at the very end stands for the parts that are missing.</summary>
    public static bool? LikeArn(string pattern, string arn, Func<string, string?>? variables)
    {
        var wanted = Cut(pattern);
        var given = arn.Split(':', 6);
        if (wanted.Count < 6 && !pattern.EndsWith('*'))
        {
            return Like(pattern, arn, variables, hasWildcards: false);
        }
        if (given.Length < 6)
        {
            return false;
        }
        while (wanted.Count < 6)
        {
            wanted.Add("*");
        }
        bool? all = true;
        for (var i = 0; i < 6; i++)
        {
            var one = Like(wanted[i], given[i], variables);
            if (one != true)
            {
                return one;
            }
        }
        return all;
    }

    private static string Like(string text, bool hasWildcards) => string.Concat(text.Select(c => (c, hasWildcards) switch
    {
        ('*', true) => ".*",
        ('?', true) => ".",
        _ => Regex.Escape(c.ToString()),
    }));

    private static List<string> Cut(string pattern)
    {
        var parts = new List<string> { string.Empty };
        foreach (var token in Tokens().EnumerateMatches(pattern))
        {
            var part = pattern.Substring(token.Index, token.Length);
            if (part == ":" && parts.Count < 6)
            {
                parts.Add(string.Empty);
            }
            else
            {
                parts[^1] += part;
            }
        }
        return parts;
    }

    [GeneratedRegex(@"\$\{[^}]*\}|.", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tokens();
}
