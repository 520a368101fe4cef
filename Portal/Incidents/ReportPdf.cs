using Portal.Data.Incidents.Reports;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>A report as PDF. It is not tagged: the HTML form is the one for screen readers.</summary>
internal static class ReportPdf
{
    private const float LinkWidth = 96;

    /// <summary>The bytes.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public static byte[] Write(IncidentReport report)
    {
        using var bytes = new MemoryStream();
        using (var pages = new PdfPages(bytes, Visible.Spell(report.Title)))
        {
            WriteReport(pages, report.Checked());
        }
        return bytes.ToArray();
    }

    private static void WriteReport(PdfPages pages, IncidentReport report)
    {
        pages.Paragraph(report.Title, PdfPages.TitleSize, PdfPages.Ink);
        pages.Paragraph(ReportLooks.About(report), PdfPages.BodySize, PdfPages.Quiet);
        pages.Paragraph(ReportLooks.Preface, PdfPages.BodySize, PdfPages.Ink);
        pages.Paragraph($"SHA-256 of the JSON form: {ReportJson.Digest(report)}", PdfPages.SmallSize, PdfPages.Quiet);
        foreach (var act in report.Acts)
        {
            WriteSection(pages, $"{act.Number}. {act.Title} · {ReportLooks.Time(act)}{(act.IsSimulated ? " · simulated" : string.Empty)}", act.Sentences);
        }
        WriteSection(pages, "What is left out", report.Remarks);
        WriteSection(pages, "Statements", report.Claims);
        pages.Heading("Evidence");
        foreach (var evidence in report.Evidence)
        {
            pages.Paragraph(
                $"{evidence.Cite}: {evidence.What}, {ReportLooks.Time(evidence.At)}{(evidence.Digest is { } digest ? $", SHA-256 {digest}" : string.Empty)}", PdfPages.SmallSize, PdfPages.Ink);
        }
        pages.Close();
    }

    private static void WriteSection(PdfPages pages, string heading, IReadOnlyList<ReportSentence> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }
        pages.Heading(heading);
        foreach (var sentence in sentences)
        {
            pages.RoomForLines(3);
            var top = pages.Y;
            pages.Draw(ReportLooks.Name(sentence.Column), PdfPages.Margin, LinkWidth, PdfPages.SmallSize, PdfPages.Quiet);
            pages.Draw(ReportLooks.Name(sentence.Link), PdfPages.Margin, LinkWidth, PdfPages.SmallSize, PdfPages.Ink);
            var beside = pages.Y;
            pages.Y = top;
            var page = pages.Page;
            pages.Draw(sentence.Text, PdfPages.Margin + LinkWidth, PdfPages.Width - (2 * PdfPages.Margin) - LinkWidth, PdfPages.BodySize, PdfPages.Ink);
            pages.Draw(string.Join(", ", sentence.Cites), PdfPages.Margin + LinkWidth, PdfPages.Width - (2 * PdfPages.Margin) - LinkWidth, PdfPages.SmallSize, PdfPages.Quiet);
            pages.Y = (ReferenceEquals(page, pages.Page) ? Math.Max(pages.Y, beside) : pages.Y) + 4;
        }
    }
}
