using System.Globalization;
using Portal.Data.Platforms;

namespace Portal.Data.Incidents.Reports;

/// <summary>The words that sentences of a report have in common.</summary>
internal static class ReportTexts
{
    /// <summary>An instant, the same for every reader.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>How sure an attribution is, as an adverb in front of the verb; empty where it is sure.</summary>
    public static string Adverb(AttributionGrade grade) => grade switch
    {
        AttributionGrade.A or AttributionGrade.B => string.Empty,
        AttributionGrade.C or AttributionGrade.D or AttributionGrade.Unknown => "probably ",
    };

    /// <summary>Why it is that sure.</summary>
    public static string Ground(AttributionGrade grade) => grade switch
    {
        AttributionGrade.A => "asserted by the platform, grade A",
        AttributionGrade.B => "bound by the organization's own configuration, grade B",
        AttributionGrade.C => "self-declared by the caller, who can write anything there, grade C",
        AttributionGrade.D => "only behaviour points to it, grade D",
        AttributionGrade.Unknown => "no ground is known",
    };

    /// <summary>Names in a row, a few of them.</summary>
    public static string Few(IReadOnlyList<string> names)
    {
        const int Most = 5;
        return names.Count <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {(names.Count - Most).ToString(CultureInfo.InvariantCulture)} more";
    }
}
