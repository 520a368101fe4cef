using System.Globalization;

namespace Portal.Shared;

/// <summary>Breaks a text into lines that fit, between words, and within a word that fits on no line.</summary>
internal static class PdfLines
{
    /// <summary>The lines.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">How wide a line may be.</param>
    /// <param name="measure">How wide a text is.</param>
    public static IEnumerable<string> Of(string text, float width, Func<string, float> measure)
    {
        var line = string.Empty;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (measure(longer) <= width)
            {
                line = longer;
                continue;
            }
            if (line.Length > 0)
            {
                yield return line;
            }
            line = word;
            while (measure(line) > width && Fitting(line, width, measure) is > 0 and var fits && fits < line.Length)
            {
                yield return line[..fits];
                line = line[fits..];
            }
        }
        if (line.Length > 0)
        {
            yield return line;
        }
    }

    // How many characters of a long word fit, never within what is seen as one.
    private static int Fitting(string word, float width, Func<string, float> measure)
    {
        var starts = StringInfo.ParseCombiningCharacters(word);
        var (low, high) = (1, starts.Length);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            var end = middle == starts.Length ? word.Length : starts[middle];
            if (measure(word[..end]) <= width)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return low == starts.Length ? word.Length : starts[low];
    }
}
