using Portal.Data.Incidents.Reports;

namespace Portal.Incidents;

/// <summary>The forms in which a report is taken away.</summary>
/// <param name="Format">Its name in addresses.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Write">Makes the bytes.</param>
internal sealed record ReportFile(string Format, string Type, Func<IncidentReport, byte[]> Write)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ReportFile> All { get; } =
    [
        new("json", "application/json", ReportJson.Write),
        new("html", "text/html; charset=utf-8", ReportHtml.Write),
        new("pdf", "application/pdf", ReportPdf.Write),
    ];

    /// <summary>The form of this name, or null.</summary>
    public static ReportFile? Find(string format) => All.FirstOrDefault(f => f.Format == format);
}
