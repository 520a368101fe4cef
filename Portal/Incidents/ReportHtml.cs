using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Portal.Data.Incidents.Reports;
using Portal.Shared;

namespace Portal.Incidents;

/// <summary>A report as one HTML file that stands alone, needs no script and prints well. Text from outside is data, and what hides in it is spelled out.</summary>
internal static class ReportHtml
{
    private const string Looks = """
        body{font:15px/1.5 system-ui,sans-serif;color:#1b1f24;background:#fff;margin:2rem auto;max-width:74rem;padding:0 1rem}
        h1{font-size:1.5rem;margin:0 0 .25rem}h2{font-size:1.05rem;margin:1.75rem 0 .5rem}p{margin:.25rem 0 .75rem}
        table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #c8ced6;padding:.375rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
        th{background:#f3f5f7;font-weight:600}th.link{width:7.5rem}th.observed{width:40%}th.claimed{width:12%}small{display:block;color:#505a66;font-size:.8rem}tr{break-inside:avoid}
        ul{padding-left:1.25rem}code{font:.8rem ui-monospace,monospace;overflow-wrap:anywhere}
        @media(max-width:48rem){thead{display:none}table,tbody,tr,td,th{display:block;width:auto}td:empty{display:none}td::before{content:attr(data-label);display:block;font-weight:600;font-size:.8rem}}
        @media print{body{margin:0;max-width:none}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The bytes.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public static byte[] Write(IncidentReport report)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append("<title>").Append(Data(report.Title)).Append("</title><style>").Append(Looks).Append("</style></head><body>\n<header><h1>").Append(Data(report.Title))
            .Append("</h1><p>").Append(Data(ReportLooks.About(report))).Append("</p><p>").Append(ReportLooks.Preface)
            .Append("</p><p>SHA-256 of the JSON form: <code>").Append(ReportJson.Digest(report)).Append("</code></p></header>\n<main>");
        foreach (var act in report.Checked().Acts)
        {
            var simulated = act.IsSimulated ? " · simulated" : string.Empty;
            WriteTable(html, $"{act.Number}. {act.Title} · {ReportLooks.Time(act)}{simulated}", act.Sentences);
        }
        WriteTable(html, "What is left out", report.Remarks);
        WriteTable(html, "Statements", report.Claims);
        html.Append("<h2>Evidence</h2><ul>");
        foreach (var evidence in report.Evidence)
        {
            html.Append("<li><code>").Append(Data(evidence.Cite)).Append("</code> ").Append(Data(evidence.What)).Append(", ").Append(ReportLooks.Time(evidence.At));
            if (evidence.Digest is { } digest)
            {
                html.Append(", SHA-256 <code>").Append(Data(digest)).Append("</code>");
            }
            html.Append("</li>");
        }
        html.Append("</ul></main></body></html>\n");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    private static void WriteTable(StringBuilder html, string heading, IReadOnlyList<ReportSentence> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }
        // Claims have tables of their own: in a chain their columns are empty, and narrow.
        var isChain = sentences.Any(s => s.Column is ReportColumn.Observed or ReportColumn.ControlAbsent);
        html.Append("\n<section><h2>").Append(Data(heading)).Append("</h2><table><thead><tr><th class=\"link\" scope=\"col\">Link</th>");
        foreach (var column in ReportLooks.Columns)
        {
            html.Append(column switch
            {
                ReportColumn.Observed when isChain => "<th class=\"observed\" scope=\"col\">",
                ReportColumn.ClaimedByPerson or ReportColumn.ClaimedByAgent when isChain => "<th class=\"claimed\" scope=\"col\">",
                ReportColumn.Observed or ReportColumn.ClaimedByPerson or ReportColumn.ClaimedByAgent or ReportColumn.ControlAbsent => "<th scope=\"col\">",
            }).Append(ReportLooks.Name(column)).Append("</th>");
        }
        html.Append("</tr></thead><tbody>");
        foreach (var sentence in sentences)
        {
            html.Append("<tr><th scope=\"row\">").Append(ReportLooks.Name(sentence.Link)).Append("</th>");
            foreach (var column in ReportLooks.Columns)
            {
                html.Append("<td data-label=\"").Append(ReportLooks.Name(column)).Append("\">");
                if (column == sentence.Column)
                {
                    html.Append(Data(sentence.Text)).Append("<small>").Append(Data(string.Join(", ", sentence.Cites))).Append("</small>");
                }
                html.Append("</td>");
            }
            html.Append("</tr>");
        }
        html.Append("</tbody></table></section>");
    }

    private static string Data(string text) => Encoder.Encode(Visible.Spell(text));
}
