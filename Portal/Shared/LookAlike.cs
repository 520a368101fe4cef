using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Shared;

/// <summary>
/// Finds text that imitates other text with letters that look alike, after the kinds of Unicode Technical Standard 39: several alphabets in one
/// text, another alphabet used for its Latin look, letters that are only forms of Latin ones, and marks that are laid over letters.
/// </summary>
internal static class LookAlike
{
    private const int MostMarks = 2;

    // Cyrillic, Greek and Armenian letters that look like Latin ones.
    private static readonly SearchValues<char> LikeLatin = SearchValues.Create(
        "АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухԁһԛԝӏҽѵɡ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυωϲϳ" + "ՕՍՏօոսցհքց");

    // Latin by name and not by use: small capitals, letters of phonetic writing, clicks; and what stands for punctuation.
    private static readonly SearchValues<char> LikePunctuationOrLatin = SearchValues.Create(
        "ɑɡɩɪɴʀʏʙʜʟɢᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢꜰꜱǀǃ" + "\u2010\u2011\u2212\u2043\u02D7\u2215\u2044\u29F8\u2236\uA789\u02D0\u2024\u0589\u05C3\u2223\u02BC\u02B9\u2032\u201A\u204E\u2217");

    // Signs that people write as they are.
    private static readonly SearchValues<char> Usual = SearchValues.Create("…™℠№ªº¹²³¼½¾");

    /// <summary>What the text does, in two words; null for honest text.</summary>
    public static string? In(string text)
    {
        if (Visible.MixesScripts(text))
        {
            return "mixed alphabets";
        }
        return text.AsSpan().ContainsAny(LikePunctuationOrLatin) || IsLatinInLooksOnly(text) || HasForms(text) || HasForeignDigits(text) || HasHeapedMarks(text) ? "look-alike letters" : null;
    }

    /// <summary>All letters are of another alphabet, and all of them look like Latin ones.</summary>
    private static bool IsLatinInLooksOnly(string text)
    {
        var any = false;
        foreach (var c in text)
        {
            if (!char.IsLetter(c))
            {
                continue;
            }
            if (!LikeLatin.Contains(c))
            {
                return false;
            }
            any = true;
        }
        return any;
    }

    /// <summary>A character that stands for plain Latin ones in another form: full width, mathematical, in a circle, a numeral of one piece.</summary>
    private static bool HasForms(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii || (rune.IsBmp && Usual.Contains((char)rune.Value)) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator)
            {
                continue;
            }
            var written = rune.ToString();
            if (written.IsNormalized(NormalizationForm.FormKC))
            {
                continue;
            }
            if (Ascii.IsValid(written.Normalize(NormalizationForm.FormKC)))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Digits of another script beside Latin letters or digits.</summary>
    private static bool HasForeignDigits(string text) =>
        text.Any(char.IsAsciiLetterOrDigit) && text.EnumerateRunes().Any(r => !r.IsAscii && Rune.GetUnicodeCategory(r) == UnicodeCategory.DecimalDigitNumber);

    /// <summary>Marks over a letter that strike it through, enclose it or are heaped up.</summary>
    private static bool HasHeapedMarks(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.EnclosingMark || rune.Value is (>= 0x0334 and <= 0x0338) or (>= 0x20D2 and <= 0x20EA))
            {
                return true;
            }
            marks = category == UnicodeCategory.NonSpacingMark ? marks + 1 : 0;
            if (marks > MostMarks)
            {
                return true;
            }
        }
        return false;
    }
}
