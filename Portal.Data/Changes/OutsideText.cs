using System.Security.Cryptography;
using System.Text;

namespace Portal.Data.Changes;

/// <summary>Makes texts from outside fit for storage without losing that they were odd.</summary>
internal static class OutsideText
{
    private const char Replacement = '\uFFFD';

    /// <summary>The text, cut at <paramref name="most"/> characters with an ellipsis; what PostgreSQL cannot store (NUL, half a surrogate pair) is replaced.</summary>
    public static string Bounded(string text, int most)
    {
        if (text.Length > most)
        {
            text = string.Concat(text.AsSpan(0, most - 1), "…");
        }
        return Storable(text);
    }

    /// <inheritdoc cref="Bounded"/>
    public static string? BoundedOrNull(string? text, int most) => text is null ? null : Bounded(text, most);

    /// <summary>The text as a key of an index: itself, or its hash when it is longer than any honest one.</summary>
    public static string Key(string text)
    {
        var storable = Storable(text);
        return storable.Length <= ChangeConfiguration.KeyLength
            ? storable
            : "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(storable)));
    }

    /// <summary>The text at any length, with what PostgreSQL cannot store replaced.</summary>
    public static string Storable(string text)
    {
        if (!NeedsRepair(text))
        {
            return text;
        }
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                var isPair = i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]);
                if (isPair)
                {
                    target[i] = source[i];
                    target[++i] = source[i];
                    continue;
                }
                target[i] = source[i] == '\0' || char.IsSurrogate(source[i]) ? Replacement : source[i];
            }
        });
    }

    /// <summary>SHA-256 of a raw event as UTF-8, lower-case hex.</summary>
    public static string DigestOf(string raw) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw)));

    /// <summary>What a search looks at, of the texts that there are.</summary>
    public static string SearchTextOf(IEnumerable<string?> texts) =>
        Bounded(string.Join('\n', texts.OfType<string>()).ToLowerInvariant(), ChangeConfiguration.SearchTextLength);

    private static bool NeedsRepair(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 || text.Contains('\0', StringComparison.Ordinal);
}
