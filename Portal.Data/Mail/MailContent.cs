namespace Portal.Data.Mail;

/// <summary>What a mail says, once for readers of HTML and once for readers of text.</summary>
/// <param name="Subject">The subject line.</param>
/// <param name="Html">The message as HTML.</param>
/// <param name="Text">The message as plain text.</param>
public sealed record MailContent(string Subject, string Html, string Text)
{
    /// <summary>Dates for the receiver's calendar, as an iCalendar stream (RFC 5545); or null.</summary>
    public string? Calendar { get; init; }
}
