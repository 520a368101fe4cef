namespace Portal.Data.Notices.Digests;

/// <summary>What a person is told in one mail.</summary>
/// <param name="PersonName">Who is told.</param>
/// <param name="TimeZone">Their IANA time zone, or null when unknown.</param>
/// <param name="Rhythm">How often.</param>
/// <param name="Notices">The newest of them, newest first; never empty.</param>
/// <param name="Total">How many there are.</param>
public sealed record NoticeLetter(string PersonName, string? TimeZone, MailRhythm Rhythm, IReadOnlyList<NoticeRow> Notices, int Total);
