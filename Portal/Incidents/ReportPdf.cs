using Portal.Data.Incidents.Reports;
using Portal.Shared;
using SkiaSharp;

namespace Portal.Incidents;

/// <summary>
/// A report as PDF, of A4 pages. It carries its font, since a machine may have none, and says nothing of when it was made. It is not tagged: the
/// HTML form is the one for screen readers.
/// </summary>
internal sealed class ReportPdf : IDisposable
{
    private const float Width = 595;
    private const float Height = 842;
    private const float Margin = 48;
    private const float LinkWidth = 96;
    private const float BodySize = 9;
    private const float SmallSize = 7.5f;
    private const float TitleSize = 17;
    private const float HeadingSize = 11;
    private const float LineHeight = 1.38f;
    private const string FontName = "DejaVuSans.ttf";

    private static readonly SKColor Ink = new(0x1B, 0x1F, 0x24);
    private static readonly SKColor Quiet = new(0x50, 0x5A, 0x66);

    private readonly SKTypeface _face = ReadFace();
    private readonly SKDocument _document;
    private SKCanvas? _page;
    private float _y;

    private ReportPdf(Stream to, string title) => _document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata
    {
        Title = title,
        Creator = "Governance",
        Producer = "Governance",
        // Neither when it was made nor when it was changed: the same report is the same file.
        Creation = null,
        Modified = null,
        EncodingQuality = SKDocumentPdfMetadata.DefaultEncodingQuality,
        RasterDpi = SKDocumentPdfMetadata.DefaultRasterDpi,
    });

    /// <summary>The bytes.</summary>
    /// <exception cref="UncitedSentenceException">A sentence cites nothing.</exception>
    public static byte[] Write(IncidentReport report)
    {
        using var bytes = new MemoryStream();
        using (var pdf = new ReportPdf(bytes, Visible.Spell(report.Title)))
        {
            pdf.WriteReport(report.Checked());
        }
        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document.Dispose();
        _face.Dispose();
    }

    private void WriteReport(IncidentReport report)
    {
        NewPage();
        Paragraph(report.Title, TitleSize, Ink);
        Paragraph(ReportLooks.About(report), BodySize, Quiet);
        Paragraph(ReportLooks.Preface, BodySize, Ink);
        Paragraph($"SHA-256 of the JSON form: {ReportJson.Digest(report)}", SmallSize, Quiet);
        foreach (var act in report.Acts)
        {
            Section($"{act.Number}. {act.Title} · {ReportLooks.Time(act)}{(act.IsSimulated ? " · simulated" : string.Empty)}", act.Sentences);
        }
        Section("What is left out", report.Remarks);
        Section("Statements", report.Claims);
        Heading("Evidence");
        foreach (var evidence in report.Evidence)
        {
            Paragraph($"{evidence.Cite}: {evidence.What}, {ReportLooks.Time(evidence.At)}{(evidence.Digest is { } digest ? $", SHA-256 {digest}" : string.Empty)}", SmallSize, Ink);
        }
        _document.EndPage();
        _document.Close();
    }

    private void Section(string heading, IReadOnlyList<ReportSentence> sentences)
    {
        if (sentences.Count == 0)
        {
            return;
        }
        Heading(heading);
        foreach (var sentence in sentences)
        {
            Room(BodySize * LineHeight * 3);
            var top = _y;
            Draw(ReportLooks.Name(sentence.Column), Margin, LinkWidth, SmallSize, Quiet);
            Draw(ReportLooks.Name(sentence.Link), Margin, LinkWidth, SmallSize, Ink);
            var beside = _y;
            _y = top;
            var page = _page;
            Draw(sentence.Text, Margin + LinkWidth, Width - (2 * Margin) - LinkWidth, BodySize, Ink);
            Draw(string.Join(", ", sentence.Cites), Margin + LinkWidth, Width - (2 * Margin) - LinkWidth, SmallSize, Quiet);
            _y = (ReferenceEquals(page, _page) ? Math.Max(_y, beside) : _y) + 4;
        }
    }

    private void Heading(string text)
    {
        Room(HeadingSize * LineHeight * 4);
        _y += HeadingSize;
        Paragraph(text, HeadingSize, Ink);
    }

    private void Paragraph(string text, float size, SKColor color)
    {
        Draw(text, Margin, Width - (2 * Margin), size, color);
        _y += 3;
    }

    private void Draw(string text, float x, float width, float size, SKColor color)
    {
        using var font = new SKFont(_face, size) { Hinting = SKFontHinting.None, Subpixel = true };
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        foreach (var line in PdfLines.Of(Visible.Spell(text), width, part => font.MeasureText(part)))
        {
            Room(size * LineHeight);
            _y += size * LineHeight;
            _page!.DrawText(line, x, _y, font, paint);
        }
    }

    private void Room(float needed)
    {
        if (_y + needed > Height - Margin)
        {
            _document.EndPage();
            NewPage();
        }
    }

    private void NewPage()
    {
        _page = _document.BeginPage(Width, Height);
        _y = Margin;
    }

    private static SKTypeface ReadFace()
    {
        using var font = typeof(ReportPdf).Assembly.GetManifestResourceStream(FontName) ?? throw new InvalidOperationException($"The font {FontName} is not in the program.");
        return SKTypeface.FromStream(font) ?? throw new InvalidOperationException($"The font {FontName} cannot be read.");
    }
}
