using System.Globalization;

namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>Reads instants as policies write them: the W3C's profile of ISO 8601, or seconds since 1970.</summary>
internal static class PolicyInstant
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyy-MM", "yyyy",
        "yyyyMMdd'T'HHmmssK", "yyyyMMdd'T'HHmmK",
    ];

    /// <summary>The instant, in UTC when no zone is named; null when the text is none.</summary>
    public static DateTimeOffset? Read(string text)
    {
        if (text.Length != 4 && decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is > -62_135_596_800m and < 253_402_300_800m ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
        }
        return DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }
}
