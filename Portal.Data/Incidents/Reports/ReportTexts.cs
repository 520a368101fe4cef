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

    /// <summary>Who acted through an identity, no surer than the evidence is.</summary>
    public static string Acted(string name, AttributionGrade grade) => grade switch
    {
        AttributionGrade.A => $"{name} made this call ({Ground(grade)}).",
        AttributionGrade.B => $"This call is tied to {name} ({Ground(grade)}).",
        AttributionGrade.C or AttributionGrade.D or AttributionGrade.Unknown => $"{name} probably made this call ({Ground(grade)}).",
    };

    /// <summary>For whom a call was made, no surer than the evidence is.</summary>
    public static string MadeFor(string name, AttributionGrade grade) => $"This call was {Adverb(grade)}made for {name} ({Ground(grade)}).";

    /// <summary>The statements that allowed something; limits that only let it pass are none.</summary>
    public static IEnumerable<DecidingStatement> Allowing(AccessAnswer answer) =>
        answer.DecidedBy.Where(s => s is { Effect: "Allow", PolicyKind: "identity" or "resource" });

    /// <summary>Names in a row, a few of them.</summary>
    public static string Few(IReadOnlyList<string> names)
    {
        const int Most = 5;
        return names.Count <= Most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(Most))} and {(names.Count - Most).ToString(CultureInfo.InvariantCulture)} more";
    }
}
