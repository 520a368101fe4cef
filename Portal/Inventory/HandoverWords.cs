using System.Globalization;
using Portal.Data.Inventory.Handover;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Inventory;

/// <summary>The sentences of a mail to a new owner, said the same way in HTML and in text.</summary>
/// <param name="letter">What is to be said.</param>
/// <param name="link">The address of the page on which they answer.</param>
public sealed class HandoverWords(HandoverLetter letter, Uri link)
{
    /// <summary>The address of the page on which they answer. It carries no authority: whoever opens it has to sign in.</summary>
    public Uri Link { get; } = link;

    /// <summary>The subject line.</summary>
    public string Subject => $"{Agents} {(letter.Count == 1 ? "is" : "are")} now yours: please confirm";

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letter.OwnerName).Split(' ')[0]},";

    /// <summary>What this is.</summary>
    public string Headline => letter.Reason switch
    {
        HandoverReason.Left => $"{From} left, and {Agents} came to you",
        HandoverReason.HandedOn => $"{From} handed {Agents} on to you",
    };

    /// <summary>Why it is this person, and what is asked.</summary>
    public string Asks => letter.Reason switch
    {
        HandoverReason.Left =>
            "You sponsor them, or the line of managers leads to you. Until you say that you answer for them, they are marked as inherited and not confirmed. If somebody else should answer for one, hand it on.",
        HandoverReason.HandedOn =>
            "Until you say that you answer for them, they are marked as not confirmed. If somebody else should answer for one, hand it on.",
    };

    /// <summary>What opening the link does.</summary>
    public static string AboutLink => "Opening the link changes nothing. You sign in and decide for each agent; it works on a phone.";

    /// <summary>Heading of the named agents.</summary>
    public string Heading => letter.Riskiest.Count == letter.Count
        ? "What came to you"
        : $"The {letter.Riskiest.Count.ToString(CultureInfo.InvariantCulture)} riskiest of {Words.Number(letter.Count)}";

    /// <summary>The named agents.</summary>
    public IEnumerable<HandoverLetter.Item> Riskiest => letter.Riskiest.Select(i => i with { Name = MailText.Of(i.Name), Purpose = MailText.Of(i.Purpose) });

    private string From => MailText.Of(letter.FromName);

    private string Agents => Words.Count(letter.Count, "AI agent");
}
