using Portal.Data.Notices;
using Portal.Data.Notices.Digests;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Notices;

/// <summary>The sentences of a mail about notices.</summary>
/// <param name="letter">What is to be said.</param>
/// <param name="portal">The portal's address.</param>
public sealed class NoticeMailWords(NoticeLetter letter, Uri portal)
{
    /// <summary>The subject line. It names nothing from outside: it stands in lists, and in the open.</summary>
    public string Subject => $"{Words.Count(letter.Total, "notice")} {When}";

    /// <summary>What this is.</summary>
    public string Headline => $"{Words.Count(letter.Total, "new notice")} {When}";

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letter.PersonName).Split(' ')[0]},";

    /// <summary>Why they get it.</summary>
    public string Asks => "Rules about agents’ access name you to be told of what follows.";

    /// <summary>What is left out, or null.</summary>
    public string? More => letter.Total > letter.Notices.Count ? $"And {Words.Count(letter.Total - letter.Notices.Count, "more notice")}." : null;

    /// <summary>Where all of them are.</summary>
    public string Link => AddressOf("/notices");

    /// <summary>Each notice, newest first.</summary>
    public IReadOnlyList<Line> Lines => [.. letter.Notices.Select(LineOf)];

    private string When => letter.Rhythm == MailRhythm.Hourly ? "in the last hour" : "since yesterday morning";

    private Line LineOf(NoticeRow notice)
    {
        var words = new NoticeWords(notice, MailText.Of);
        var zone = ReaderZone.Of(letter.TimeZone);
        return new(words.Title, words.Text, $"{zone.Write(notice.At)}, rule {MailText.Of(notice.Rule)}", AddressOf(words.Path));
    }

    private string AddressOf(string path) => portal.AbsoluteUri.TrimEnd('/') + path;

    /// <summary>One notice.</summary>
    /// <param name="Title">What happened.</param>
    /// <param name="Text">What is known of it.</param>
    /// <param name="Small">When, and which rule says so.</param>
    /// <param name="Link">Where to look.</param>
    public sealed record Line(string Title, string Text, string Small, string Link);
}
