using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Portal.Shared;

/// <summary>
/// The small things that rows show, written straight into the row. As components of their own, five in each of fifty rows would be more than
/// half of a list page's memory; elsewhere the components of the same names read better.
/// </summary>
public static class Show
{
    private const char EndOfLatin = '\u0250';
    private const int MostRisk = 100;
    private const string LooksAlike = "The text holds letters that look like others; it may imitate another name.";

    // Small things are pieces of markup, not trees of elements: an element takes a frame for itself, for each attribute and for its text, of every
    // open page, hundreds of times over.
    private static readonly ConcurrentDictionary<string, string> Pictures = new(StringComparer.Ordinal);
    private static readonly MarkupString[] Risks = [.. Enumerable.Range(0, MostRisk + 1).Select(risk => new MarkupString(
        $"""<span class="{Class(RiskBand.Tone(risk))}"><span class="score">{risk.ToString(CultureInfo.InvariantCulture)}</span> {RiskBand.Word(risk)}</span>"""))];

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>An instant in the reader's zone, with UTC on hover.</summary>
    public static MarkupString Time(
        DateTimeOffset? at, ReaderZone zone, DateTimeOffset now, TimeForm form = TimeForm.Relative, string otherwise = "unknown")
    {
        if (at is not { } instant)
        {
            return new($"""<span class="quiet">{Encoder.Encode(otherwise)}</span>""");
        }
        var relative = form == TimeForm.Relative ? ReaderZone.WriteRelative(instant, now) : null;
        var text = relative ?? form switch
        {
            TimeForm.Relative or TimeForm.Date => zone.WriteDate(instant),
            TimeForm.Minute => zone.Write(instant),
            TimeForm.Exact => zone.WriteExactly(instant),
        };
        var datetime = instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new($"""<time datetime="{datetime}" title="{Encoder.Encode(zone.WriteBoth(instant))}"{(relative is null ? null : " data-relative")}>{Encoder.Encode(text)}</time>""");
    }

    /// <summary>Text that somebody else wrote, as data. Elements: these keep the text itself and no copy with its tags, which is less in rows of a list.</summary>
    public static RenderFragment Outside(string? text) => Written(text, keepsLines: false);

    /// <summary>A document that somebody else wrote, as data, its line ends kept; stands in a <c>pre</c>.</summary>
    public static RenderFragment Document(string? text) => Written(text, keepsLines: true);

    /// <summary>Text that somebody else wrote, as data, to be a piece of <see cref="Markup"/>.</summary>
    public static MarkupString OutsidePiece(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return default;
        }
        var runs = Visible.Runs(text).Select(run => run.Code is { } code ? Warned(code, HiddenCharacter(code)) : Encoder.Encode(run.Text));
        return new($"<bdi>{string.Concat(runs)}{(LookAlike.In(text) is { } kind ? Warned(kind, LooksAlike) : null)}</bdi>");
    }

    /// <summary>Our own words around pieces that are markup already: what is put in as text is encoded.</summary>
    /// <param name="markup">Text between the pieces is markup of ours, never from outside.</param>
    public static MarkupString Markup(FormattableString markup) => new(string.Format(
        CultureInfo.InvariantCulture, markup.Format, Array.ConvertAll(markup.GetArguments(), piece => (object)Encoded(piece))));

    private static string Encoded(object? piece) => piece switch
    {
        null => string.Empty,
        MarkupString markup => markup.Value,
        IFormattable value => Encoder.Encode(value.ToString(format: null, CultureInfo.InvariantCulture)),
        _ => Encoder.Encode(piece.ToString() ?? string.Empty),
    };

    private static RenderFragment Written(string? text, bool keepsLines) => builder =>
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }
        builder.OpenElement(0, "bdi");
        foreach (var run in Visible.Runs(text, keepsLines))
        {
            if (run.Code is null)
            {
                builder.AddContent(1, run.Text);
                continue;
            }
            builder.AddMarkupContent(2, Warned(run.Code, HiddenCharacter(run.Code)));
        }
        if (LookAlike.In(text) is { } kind)
        {
            builder.AddMarkupContent(3, Warned(kind, LooksAlike));
        }
        builder.CloseElement();
    };

    private static string Warned(string what, string hint) => $"""<span class="control-char" title="{Encoder.Encode(hint)}">{Encoder.Encode(what)}</span>""";

    private static string HiddenCharacter(string code) => $"The text holds the invisible or misleading character {code} here.";

    /// <summary>A risk of 0..100 with its word.</summary>
    public static MarkupString Risk(int risk) => Risks[risk];

    /// <summary>A word in a small box.</summary>
    public static MarkupString Chip(string text, Tone tone = Tone.Quiet, string? hint = null) => new(
        hint is null ? $"""<span class="{Class(tone)}">{Encoder.Encode(text)}</span>""" : $"""<span class="{Class(tone)}" title="{Encoder.Encode(hint)}">{Encoder.Encode(text)}</span>""");

    /// <summary>A person's name with initials, and a mark when they left.</summary>
    public static MarkupString Person(string? name, bool isActive = true, string otherwise = "Nobody") => name is null
        ? Chip(otherwise, Tone.Warn)
        : Markup($"""<span class="person"><span class="avatar" aria-hidden="true">{Initials(name)}</span>{OutsidePiece(name)}{(isActive ? default : Chip("left", Tone.Bad, "No longer in the organization"))}</span>""");

    /// <summary>A picture beside words that already say it; hidden from screen readers.</summary>
    /// <param name="path">The inside of an SVG of 24 × 24, a constant of ours, never text from outside.</param>
    public static MarkupString Icon(string path) => new(Pictures.GetOrAdd(
        path, static inside => $"""<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">{inside}</svg>"""));

    /// <summary>The CSS classes of a chip.</summary>
    public static string Class(Tone tone) => tone switch
    {
        Tone.Quiet => "chip",
        Tone.Good => "chip good",
        Tone.Note => "chip note",
        Tone.Warn => "chip warn",
        Tone.High => "chip high",
        Tone.Bad => "chip bad",
    };

    internal static string Initials(string name)
    {
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        // A name in two scripts gives its initials in one.
        words = Array.FindAll(words, w => w[0] < EndOfLatin) is { Length: > 0 } latin ? latin : words;
        return words.Length == 0
            ? "?"
            : string.Concat(First(words[0]), words.Length > 1 ? First(words[^1]) : string.Empty).ToUpperInvariant();

        // Of what is seen: a word may begin with characters that only hide or reorder.
        static string First(string word) => Visible.Runs(StringInfo.GetNextTextElement(word)) is [{ Code: null } first, ..] ? first.Text : "?";
    }
}
