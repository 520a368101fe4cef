using System.Globalization;

namespace Portal.Demo;

/// <summary>Moves the times in JSON text, so that what was written as of one day reads as of another.</summary>
internal static class ShiftedTimes
{
    // "2026-11-20T16:00:00Z" and "2026-11-20T16:00:00+00:00": quoted, to the second, UTC.
    private const string Format = "yyyy-MM-ddTHH:mm:ss";
    private const int Length = 19;

    /// <summary>Moves every time in <paramref name="json"/> that is a whole string value of its own, in place.</summary>
    /// <param name="json">UTF-8 text; only digits change, never its length.</param>
    /// <param name="by">How far, whole seconds.</param>
    public static void Shift(Span<byte> json, TimeSpan by)
    {
        var rest = json;
        while (rest.IndexOf((byte)'"') is >= 0 and var quote)
        {
            rest = rest[(quote + 1)..];
            if (!IsTime(rest) || !DateTime.TryParseExact(
                System.Text.Encoding.ASCII.GetString(rest[..Length]), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                continue;
            }
            time.Add(by).TryFormat(rest, out _, Format, CultureInfo.InvariantCulture);
            rest = rest[Length..];
        }
    }

    private static bool IsTime(ReadOnlySpan<byte> text) =>
        text.Length > Length
        && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':'
        && (text[Length..].StartsWith("Z\""u8) || text[Length..].StartsWith("+00:00\""u8));
}
