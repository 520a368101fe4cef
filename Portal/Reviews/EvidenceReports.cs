using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Data.Reviews.Evidence;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>
/// The reports of an evidence pack: one HTML file that stands alone, needs no script and prints well, and the same as PDF. Text from outside is data, and what
/// hides in it is spelled out.
/// </summary>
internal sealed class EvidenceReports : IEvidenceReports
{
    private const float NameWidth = 84;

    private const string Looks = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;margin:2rem auto;max-width:84rem;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:1.75rem 0 .5rem}p{margin:.25rem 0 .5rem}h1,p{overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}th,td{border:1px solid #c8ced6;padding:.375rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere;font-size:.85rem}
        th{background:#f3f5f7;font-weight:600}tr{break-inside:avoid}thead{display:table-header-group}
        @media(max-width:48rem){thead{display:none}table,tbody,tr,td{display:block;width:auto}td::before{content:attr(data-label);display:block;font-weight:600}tr{margin-bottom:.75rem}}
        @media print{@page{size:A4 landscape;margin:12mm}body{margin:0;max-width:none;font-size:12px}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <inheritdoc/>
    public byte[] WriteHtml(EvidenceHead head, IReadOnlyList<ShownItem> items)
    {
        var report = EvidenceReport.Of(head, items);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append("<title>").Append(Data(report.Title)).Append("</title><style>").Append(Looks).Append("</style></head><body>\n<header><h1>").Append(Data(report.Title)).Append("</h1>");
        foreach (var line in report.About)
        {
            html.Append("<p>").Append(Data(line)).Append("</p>");
        }
        html.Append("</header>\n<main>");
        foreach (var table in report.Tables.Where(t => t.Rows.Count > 0))
        {
            html.Append("\n<section><h2>").Append(Data(table.Heading)).Append("</h2><table><thead><tr>");
            foreach (var column in table.Columns)
            {
                html.Append("<th scope=\"col\">").Append(Data(column)).Append("</th>");
            }
            html.Append("</tr></thead><tbody>");
            foreach (var row in table.Rows)
            {
                html.Append("<tr>");
                for (var column = 0; column < row.Length; column++)
                {
                    html.Append("<td data-label=\"").Append(Data(table.Columns[column])).Append("\">").Append(Data(row[column])).Append("</td>");
                }
                html.Append("</tr>\n");
            }
            html.Append("</tbody></table></section>");
        }
        return Encoding.UTF8.GetBytes(html.Append("</main></body></html>\n").ToString());
    }

    /// <inheritdoc/>
    public byte[] WritePdf(EvidenceHead head, IReadOnlyList<ShownItem> items)
    {
        var report = EvidenceReport.Of(head, items);
        using var bytes = new MemoryStream();
        using (var pages = new PdfPages(bytes, Visible.Spell(report.Title)))
        {
            pages.Paragraph(report.Title, PdfPages.TitleSize, PdfPages.Ink);
            foreach (var line in report.About)
            {
                pages.Paragraph(line, PdfPages.BodySize, PdfPages.Ink);
            }
            foreach (var table in report.Tables.Where(t => t.Rows.Count > 0))
            {
                pages.Heading(table.Heading);
                foreach (var row in table.Rows)
                {
                    WriteRow(pages, table.Columns, row);
                }
            }
            pages.Close();
        }
        return bytes.ToArray();
    }

    // A page is too narrow for these columns: each has a line of its own, with its name before it.
    private static void WriteRow(PdfPages pages, IReadOnlyList<string> columns, string[] row)
    {
        pages.RoomForLines(Math.Min(row.Length, 4));
        for (var column = 0; column < row.Length; column++)
        {
            pages.RoomForLines(1);
            var top = pages.Y;
            pages.Draw(columns[column], PdfPages.Margin, NameWidth, PdfPages.SmallSize, PdfPages.Quiet);
            pages.Y = top;
            pages.Draw(row[column], PdfPages.Margin + NameWidth, PdfPages.Width - (2 * PdfPages.Margin) - NameWidth, PdfPages.SmallSize, PdfPages.Ink);
        }
        pages.Y += 5;
    }

    private static string Data(string text) => Encoder.Encode(Visible.Spell(text));
}
