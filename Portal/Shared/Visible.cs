using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Portal.Shared;

/// <summary>Finds in text from outside what a reader would not see, or would see wrongly.</summary>
public static class Visible
{
    private const int FirstHighSurrogate = 0xD800;
    private const int LastLowSurrogate = 0xDFFF;

    /// <summary>
    /// Cuts a text into runs: plain text, and single characters that hide, reorder or imitate (controls, formats, unusual spaces, halves of
    /// surrogate pairs). One run for the whole text when it holds none.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsLines">Whether line ends and tabs are layout, as in a document, and stay as they are.</param>
    public static IReadOnlyList<Run> Runs(string text, bool keepsLines = false)
    {
        if (!keepsLines && IsPlain(text))
        {
            return [new(text, null)];
        }
        var runs = new List<Run>();
        var start = 0;
        for (var i = 0; i < text.Length;)
        {
            var isWhole = Rune.TryGetRuneAt(text, i, out var rune);
            var length = isWhole ? rune.Utf16SequenceLength : 1;
            var code = isWhole ? rune.Value : text[i];
            if (!isWhole || (IsHidden(rune) && !(keepsLines && (code is '\n' or '\t'))))
            {
                if (i > start)
                {
                    runs.Add(new(text[start..i], null));
                }
                runs.Add(new(text.Substring(i, length), $"U+{code:X4}"));
                start = i + length;
            }
            i += length;
        }
        if (start < text.Length)
        {
            runs.Add(new(text[start..], null));
        }
        return runs;
    }

    /// <summary>The text with such characters spelled out, as <c>[U+202E]</c>, for where no markup can stand: a drawing, a name for a screen reader.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Spell(string? text) =>
        text is null || IsPlain(text) ? text : string.Concat(Runs(text).Select(run => run.Code is null ? run.Text : $"[{run.Code}]"));

    /// <summary>Whether letters of scripts stand together that look alike: Latin beside Cyrillic or Greek.</summary>
    public static bool MixesScripts(string text)
    {
        bool latin = false, other = false;
        foreach (var c in text)
        {
            latin |= char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u024F';
            other |= c is (>= '\u0370' and <= '\u052F') or (>= '\u0531' and <= '\u058F') or (>= '\u13A0' and <= '\u13FF');
        }
        return latin && other;
    }

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or (> '~' and < '\u00A1') or '\u00AD' or >= '\u0300')
            {
                return false;
            }
        }
        return true;
    }

    private static bool IsHidden(Rune rune) => rune.Value is >= FirstHighSurrogate and <= LastLowSurrogate || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => true,
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        // Letters, marks and signs without a shape; U+FE0F only says that the sign before it is a picture.
        _ => rune.Value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x034F or 0x2800 or 0x17B4 or 0x17B5 or 0xFFFC or 0x1D159
            or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0E) or (>= 0xE0100 and <= 0xE01EF),
    };

    /// <summary>A part of a text.</summary>
    /// <param name="Text">The characters.</param>
    /// <param name="Code">The code point as <c>U+202E</c> when it has to be made visible, else null.</param>
    public readonly record struct Run(string Text, string? Code);
}
