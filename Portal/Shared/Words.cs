using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Portal.Data.Lists;

namespace Portal.Shared;

/// <summary>Says values of the domain in plain words.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Said = new();

    /// <summary>An enum's value as people read it: <c>ActsWithApproval</c> is <c>Acts with approval</c>.</summary>
    public static string Say(this Enum value) => Said.GetOrAdd(value, v => Spaced(v.ToString()));

    /// <summary>A count with its noun: <c>1 agent</c>, <c>1,204 agents</c>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="one">The noun for one.</param>
    /// <param name="many">The noun for others; <paramref name="one"/> with an s when null.</param>
    public static string Count(long count, string one, string? many = null) =>
        $"{Number(count)} {(count == 1 ? one : many ?? one + "s")}";

    /// <inheritdoc cref="Count(long, string, string?)"/>
    public static string Count(ListCount count, string one, string? many = null) =>
        count.IsMore ? $"{count} {many ?? one + "s"}" : Count(count.Counted, one, many);

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A name in Pascal or camel case as words: <c>serviceControlPolicy</c> is <c>service control policy</c>.</summary>
    internal static string Spaced(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]))
            {
                text.Append(' ').Append(char.ToLowerInvariant(name[i]));
            }
            else
            {
                text.Append(name[i]);
            }
        }
        return text.ToString();
    }
}
