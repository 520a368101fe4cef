using System.Globalization;

namespace Portal.Shared;

/// <summary>Writes instants for a reader: in their own zone, and in UTC beside it.</summary>
/// <param name="Zone">The reader's zone.</param>
public sealed record ReaderZone(TimeZoneInfo Zone)
{
    private const int JustNowSeconds = 45;
    private const int RelativeDays = 31;

    /// <summary>For readers whose zone is not known.</summary>
    public static ReaderZone Utc { get; } = new(TimeZoneInfo.Utc);

    /// <summary>The zone with this IANA name; UTC when there is none or the name is not known.</summary>
    public static ReaderZone Of(string? id) =>
        id is { Length: > 0 and < 64 } && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? new(zone) : Utc;

    /// <summary>Date and time to the minute in the reader's zone: <c>12 Mar 2026, 14:05</c>.</summary>
    public string Write(DateTimeOffset at) => Local(at, "d MMM yyyy, HH:mm") + Suffix;

    /// <summary>Date and time to the second in the reader's zone.</summary>
    public string WriteExactly(DateTimeOffset at) => Local(at, "d MMM yyyy, HH:mm:ss") + Suffix;

    /// <summary>The date alone in the reader's zone: <c>12 Mar 2026</c>.</summary>
    public string WriteDate(DateTimeOffset at) => Local(at, "d MMM yyyy");

    /// <summary>The instant that a reader means by date and time on their own clock.</summary>
    public DateTimeOffset Read(DateTime local)
    {
        var meant = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (meant.Year is 1 or 9999)
        {
            return new DateTimeOffset(meant, TimeSpan.Zero);
        }
        return new DateTimeOffset(meant, Zone.GetUtcOffset(meant)).ToUniversalTime();
    }

    /// <summary>How long ago: <c>3 h ago</c>, <c>in 2 d</c>; null when it is further than a month and a date says more.</summary>
    public static string? WriteRelative(DateTimeOffset at, DateTimeOffset now)
    {
        var distance = (now - at).Duration();
        var text = distance switch
        {
            { TotalSeconds: < JustNowSeconds } => null,
            { TotalMinutes: < 60 } => $"{Math.Max(1, (int)distance.TotalMinutes)} min",
            { TotalHours: < 24 } => $"{(int)distance.TotalHours} h",
            _ => $"{(int)distance.TotalDays} d",
        };
        return distance.TotalDays >= RelativeDays ? null
            : text is null ? "just now"
            : at <= now ? $"{text} ago"
            : $"in {text}";
    }

    /// <summary>What hovering says: UTC to the second, and the reader's own time when it differs.</summary>
    public string WriteBoth(DateTimeOffset at)
    {
        var utc = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        return Zone.Equals(TimeZoneInfo.Utc) ? utc : $"{utc} · {Local(at, "d MMM yyyy, HH:mm:ss")} {Zone.Id}";
    }

    private string Suffix => Zone.Equals(TimeZoneInfo.Utc) ? " UTC" : string.Empty;

    private string Local(DateTimeOffset at, string format) =>
        TimeZoneInfo.ConvertTime(at, Zone).ToString(format, CultureInfo.InvariantCulture);
}
