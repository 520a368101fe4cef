using System.Globalization;
using Portal.Data.Reviews.Notices;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The sentences of a mail to a new owner of campaigns, said the same way in HTML and in text.</summary>
/// <param name="letter">What is to be said.</param>
/// <param name="portal">The portal's address.</param>
public sealed class CampaignHandoverWords(CampaignHandoverLetter letter, Uri portal)
{
    private readonly TimeZoneInfo _zone = ReaderZone.Of(letter.TimeZone).Zone;

    /// <summary>The campaign, or the list of campaigns. It carries no authority: whoever opens it has to sign in.</summary>
    public Uri Link { get; } = new(portal.AbsoluteUri.TrimEnd('/') + (letter.Count == 1 ? $"/campaigns/{letter.Campaigns[0].Id.Value}" : "/campaigns"));

    /// <summary>What stands on the button.</summary>
    public string Open => letter.Count == 1 ? "Open the review" : "Open the reviews";

    /// <summary>The subject line.</summary>
    public string Subject => $"You are now responsible for {Reviews}";

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letter.OwnerName).Split(' ')[0]},";

    /// <summary>What this is.</summary>
    public string Headline => $"{MailText.Of(letter.FromName)} left, and {Reviews} came to you";

    /// <summary>Why it is this person, and what is asked.</summary>
    public static string Asks =>
        "The line of managers leads to you, or you administer the portal. You answer for what is reviewed, and are asked what nobody nearer can answer. Nothing else changed: what was answered stands.";

    /// <summary>What opening the link does.</summary>
    public static string AboutLink => "Opening the link changes nothing. You sign in and look.";

    /// <summary>Heading of the named campaigns.</summary>
    public string Heading => letter.Campaigns.Count == letter.Count
        ? "What came to you"
        : $"The first {letter.Campaigns.Count.ToString(CultureInfo.InvariantCulture)} of {Words.Number(letter.Count)}";

    /// <summary>The named campaigns.</summary>
    public IEnumerable<Item> Campaigns => letter.Campaigns.Select(c => new Item(
        MailText.Of(c.Name),
        c.State.Say(),
        $"{TimeZoneInfo.ConvertTime(c.DueAt, _zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({_zone.Id})"));

    private string Reviews => Words.Count(letter.Count, "access review");

    /// <summary>A named campaign.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="State">Where it is.</param>
    /// <param name="Due">When answers are due, in the reader's zone.</param>
    public sealed record Item(string Name, string State, string Due);
}
