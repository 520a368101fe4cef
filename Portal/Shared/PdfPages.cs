using SkiaSharp;

namespace Portal.Shared;

/// <summary>
/// Writes text on A4 pages. The file carries its font, since a machine may have none, and says nothing of when it was made: the same text is the same
/// file. It is not tagged: a form in HTML is the one for screen readers.
/// </summary>
internal sealed class PdfPages : IDisposable
{
    /// <summary>How wide a page is, in points.</summary>
    public const float Width = 595;

    /// <summary>The margin on each side, in points.</summary>
    public const float Margin = 48;

    /// <summary>The size of running text.</summary>
    public const float BodySize = 9;

    /// <summary>The size of what goes with it.</summary>
    public const float SmallSize = 7.5f;

    /// <summary>The size of the title.</summary>
    public const float TitleSize = 17;

    private const float Height = 842;
    private const float HeadingSize = 11;
    private const float LineHeight = 1.38f;
    private const string FontName = "DejaVuSans.ttf";

    private readonly SKTypeface _face = ReadFace();
    private readonly SKDocument _document;
    private SKCanvas? _page;

    /// <summary>Begins a document.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="title">Its title.</param>
    public PdfPages(Stream to, string title)
    {
        _document = SKDocument.CreatePdf(to, new SKDocumentPdfMetadata
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
        NewPage();
    }

    /// <summary>The colour of text.</summary>
    public static SKColor Ink { get; } = new(0x1B, 0x1F, 0x24);

    /// <summary>The colour of what goes with it.</summary>
    public static SKColor Quiet { get; } = new(0x50, 0x5A, 0x66);

    /// <summary>How far down the page it is.</summary>
    public float Y { get; set; }

    /// <summary>Tells one page from another.</summary>
    public object? Page => _page;

    /// <summary>Ends the document.</summary>
    public void Close()
    {
        _document.EndPage();
        _document.Close();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _document.Dispose();
        _face.Dispose();
    }

    /// <summary>A heading, never alone at the end of a page.</summary>
    public void Heading(string text)
    {
        Room(HeadingSize * LineHeight * 4);
        Y += HeadingSize;
        Paragraph(text, HeadingSize, Ink);
    }

    /// <summary>A paragraph over the whole width.</summary>
    public void Paragraph(string text, float size, SKColor color)
    {
        Draw(text, Margin, Width - (2 * Margin), size, color);
        Y += 3;
    }

    /// <summary>Lines at a place.</summary>
    public void Draw(string text, float x, float width, float size, SKColor color)
    {
        using var font = new SKFont(_face, size) { Hinting = SKFontHinting.None, Subpixel = true };
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        foreach (var line in PdfLines.Of(Visible.Spell(text), width, part => font.MeasureText(part)))
        {
            Room(size * LineHeight);
            Y += size * LineHeight;
            _page!.DrawText(line, x, Y, font, paint);
        }
    }

    /// <summary>Goes to the next page unless there is room for so many lines of running text.</summary>
    public void RoomForLines(int lines) => Room(BodySize * LineHeight * lines);

    private void Room(float needed)
    {
        if (Y + needed > Height - Margin)
        {
            _document.EndPage();
            NewPage();
        }
    }

    private void NewPage()
    {
        _page = _document.BeginPage(Width, Height);
        Y = Margin;
    }

    private static SKTypeface ReadFace()
    {
        using var font = typeof(PdfPages).Assembly.GetManifestResourceStream(FontName) ?? throw new InvalidOperationException($"The font {FontName} is not in the program.");
        return SKTypeface.FromStream(font) ?? throw new InvalidOperationException($"The font {FontName} cannot be read.");
    }
}
