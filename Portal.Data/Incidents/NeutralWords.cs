using System.Text.RegularExpressions;

namespace Portal.Data.Incidents;

/// <summary>A report says what happened. Words that judge are for those who read it, and stand in no text that is written here for it.</summary>
public static partial class NeutralWords
{
    /// <summary>What to do about a text that judges.</summary>
    public const string Advice = "Say what happened and leave out the words fault and blame: a report does not judge.";

    /// <summary>Whether a text judges.</summary>
    public static bool IsNeutral(string text) => !Judging().IsMatch(text);

    [GeneratedRegex(@"\b(?:faults?|blam(?:e[ds]?|ing|eless))\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Judging();
}
