using System.Globalization;
using System.Text;
using Portal.Data.Reviews.Notices;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>
/// The due dates of reviews for a calendar (RFC 5545). The same review has the same id in every mail, so that a calendar moves its entry and makes
/// no second one. Times are in UTC, which every calendar shows in its reader's zone.
/// </summary>
internal static class DueCalendar
{
    private const int LineOctets = 75;
    private const string Instant = "yyyyMMdd'T'HHmmss'Z'";
    private static readonly TimeSpan Shown = TimeSpan.FromMinutes(30);

    /// <summary>The stream, or null when nothing of it is still to come.</summary>
    /// <param name="letters">The reviews.</param>
    /// <param name="address">The portal's address, without a slash at its end.</param>
    public static string? Of(IEnumerable<ReviewLetter> letters, string address)
    {
        List<ReviewLetter> due = [.. letters.Where(l => l.DueAt > l.At)];
        if (due.Count == 0)
        {
            return null;
        }
        var lines = new List<string> { "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Governance//Access reviews//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH" };
        foreach (var letter in due)
        {
            lines.AddRange(Event(letter, $"{address}/reviews/{letter.Campaign.Value}"));
        }
        lines.Add("END:VCALENDAR");
        return string.Concat(lines.Select(Folded));
    }

    private static IEnumerable<string> Event(ReviewLetter letter, string link) =>
    [
        "BEGIN:VEVENT",
        $"UID:review-{letter.Campaign.Value:N}@governance",
        $"DTSTAMP:{Utc(letter.At)}",
        $"DTSTART:{Utc(letter.DueAt - Shown)}",
        $"DTEND:{Utc(letter.DueAt)}",
        $"SUMMARY:{Escaped($"Access review due: {MailText.Of(letter.CampaignName)}")}",
        $"DESCRIPTION:{Escaped($"{Words.Count(letter.OpenItems, "permission")} wait for your answer: {link}")}",
        $"URL:{link}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
        $"DESCRIPTION:{Escaped($"Access review due: {MailText.Of(letter.CampaignName)}")}",
        "END:VALARM",
        "END:VEVENT",
    ];

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .ReplaceLineEndings("\\n");

    /// <summary>The line in pieces of at most 75 octets, none of which splits a character; further ones begin with a space.</summary>
    private static string Folded(string line)
    {
        var (folded, octets) = (new StringBuilder(), 0);
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctets)
            {
                folded.Append("\r\n ");
                octets = 1;
            }
            folded.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        return folded.Append("\r\n").ToString();
    }
}
