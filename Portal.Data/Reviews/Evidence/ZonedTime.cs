using System.Globalization;

namespace Portal.Data.Reviews.Evidence;

/// <summary>An instant as evidence tells it: for machines, and as clocks showed it where the campaign is.</summary>
/// <param name="Utc">The instant, in UTC.</param>
/// <param name="Local">The same in the campaign's zone, with its distance from UTC: <c>2026-06-16T14:00:00.0000000+02:00</c>.</param>
public sealed record ZonedTime(DateTimeOffset Utc, string Local)
{
    /// <summary>An instant in a zone.</summary>
    public static ZonedTime Of(DateTimeOffset at, TimeZoneInfo zone) =>
        new(at.ToUniversalTime(), TimeZoneInfo.ConvertTime(at, zone).ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An instant in a zone, or null.</summary>
    public static ZonedTime? Of(DateTimeOffset? at, TimeZoneInfo zone) => at is { } known ? Of(known, zone) : null;
}
