using System.Globalization;
using Portal.Data.Reviews.Pauses;
using Portal.Mail;
using Portal.Shared;

namespace Portal.Reviews;

/// <summary>The sentences of a mail about a question, said the same way in HTML and in text.</summary>
/// <param name="letter">What is to be said.</param>
/// <param name="portal">The portal's address.</param>
public sealed class QuestionWords(QuestionLetter letter, Uri portal)
{
    private readonly TimeZoneInfo _zone = ReaderZone.Of(letter.TimeZone).Zone;

    /// <summary>Where to reply, or to decide. It carries no authority: whoever opens it has to sign in.</summary>
    public Uri Link { get; } = new(portal.AbsoluteUri.TrimEnd('/') + (letter.Reply is null ? $"/reviews/questions/{letter.Id.Value}" : $"/reviews/{letter.Campaign.Value}"));

    /// <summary>What stands on the button.</summary>
    public string Open => letter.Reply is null ? "Reply" : "Open my review";

    /// <summary>The subject line.</summary>
    public string Subject => letter.Reply is null ? $"{Other} asks you about an AI agent’s access" : $"{Other} replied about an AI agent’s access";

    /// <summary>Greets by the first name.</summary>
    public string Greeting => $"Hello {MailText.Of(letter.ReceiverName).Split(' ')[0]},";

    /// <summary>What this is.</summary>
    public string Headline => letter.Reply is null
        ? $"{Other} has to decide whether {Agent} keeps a permission, and asks you"
        : $"{Other} replied to your question about {Agent}";

    /// <summary>What it is about.</summary>
    public string About => $"{MailText.Of(letter.EntitlementName)} on {MailText.Of(letter.IdentityName)}";

    /// <summary>The question.</summary>
    public string Question => MailText.Of(letter.Question);

    /// <summary>The reply, or null.</summary>
    public string? Reply => letter.Reply is { } reply ? MailText.Of(reply) : null;

    /// <summary>What is expected.</summary>
    public string Expects => letter.Reply is null
        ? $"The decision waits for your reply until {TimeZoneInfo.ConvertTime(letter.Until, _zone).ToString("dddd, d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)} ({_zone.Id}). A reply decides nothing; that stays with who asked."
        : "The question waits for your decision again.";

    /// <summary>What opening the link does.</summary>
    public static string AboutLink => "Opening the link changes nothing. You sign in, and it works on a phone.";

    private string Other => MailText.Of(letter.OtherName);

    private string Agent => MailText.Of(letter.AgentName);
}
