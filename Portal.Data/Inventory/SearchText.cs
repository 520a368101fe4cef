using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Inventory;

/// <summary>Splits names into the words that people search by, and says how to find them.</summary>
internal static class SearchText
{
    /// <summary>The longest part of a word that is kept.</summary>
    public const int LongestWord = 40;

    /// <summary>Up to so many hits are listed by id; beyond, hits are so dense that walking the sorted list soon fills a page.</summary>
    private const int FewHits = 2_000;

    private const int MostWords = 16;

    /// <summary>The words of <paramref name="text"/> in lower case: split at everything that is no letter or digit, and where capitals begin.</summary>
    public static IReadOnlyCollection<string> Words(string text)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        var word = new StringBuilder();
        var wasLower = false;
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune) || (wasLower && Rune.IsUpper(rune)))
            {
                Take(words, word);
            }
            if (Rune.IsLetterOrDigit(rune))
            {
                word.Append(Rune.ToLower(rune, CultureInfo.InvariantCulture).ToString());
            }
            wasLower = Rune.IsLower(rune);
        }
        Take(words, word);
        // "SupportTriage" is found by "triage" and, typed without a gap, by "supporttri".
        Take(words, new StringBuilder(Joined(text)));
        return words;
    }

    /// <summary>The words of a search: like those of a name, but kept as they were typed.</summary>
    public static IReadOnlyList<string> Asked(string text) =>
        [.. text.Split((char[])[' ', '-', '_', '/', '.', ':', ',', '@'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Joined)
            .Where(w => w.Length > 0)
            .Select(w => w.Length > LongestWord ? w[..LongestWord] : w)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(w => w.Length)
            .Take(MostWords)];

    /// <summary>The first text behind all that begin with <paramref name="asked"/>: an index finds beginnings as a range, not by LIKE.</summary>
    public static string EndOf(string asked) => string.Concat(asked.AsSpan(0, asked.Length - 1), ((char)(asked[^1] + 1)).ToString());

    /// <summary>The hits when they are few, each once; null when they are many.</summary>
    /// <param name="hits">The hits in the order of the index that finds them, so that no more are read than it takes to know.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<T[]?> FewAsync<T>(IQueryable<T> hits, CancellationToken cancellationToken)
    {
        var first = await hits.Take(FewHits + 1).ToArrayAsync(cancellationToken);
        return first.Length <= FewHits ? [.. first.Distinct()] : null;
    }

    private static string Joined(string text) => string.Concat(text.Normalize(NormalizationForm.FormKC).EnumerateRunes()
        .Where(Rune.IsLetterOrDigit)
        .Select(r => Rune.ToLower(r, CultureInfo.InvariantCulture).ToString()));

    private static void Take(HashSet<string> words, StringBuilder word)
    {
        if (word.Length > 0 && words.Count < MostWords)
        {
            words.Add(word.Length > LongestWord ? word.ToString(0, LongestWord) : word.ToString());
        }
        word.Clear();
    }
}
