using System.Text;
using MimeKit;
using Portal.Data.Mail;

namespace Portal.Mail;

/// <summary>Makes the message that goes over the wire. Names and subjects come from outside: nothing in them can add a header or a receiver.</summary>
internal static class MailEnvelope
{
    /// <summary>The message.</summary>
    /// <param name="message">What was decided to be sent.</param>
    /// <param name="from">The sender.</param>
    /// <exception cref="FormatException">The receiver's address is no mail address.</exception>
    public static MimeMessage Of(OutboxMessage message, MailboxAddress from)
    {
        if (!MailboxAddress.TryParse(message.ToAddress, out var parsed)
            || parsed.Address != message.ToAddress
            || !parsed.Address.Contains('@', StringComparison.Ordinal)
            || message.ToAddress.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '<' or '>' or ',' or ';'))
        {
            throw new FormatException($"'{OneLine(message.ToAddress)}' is no mail address.");
        }
        var mime = new MimeMessage
        {
            MessageId = IdOf(message.Id, from),
            Date = message.CreatedAt,
            Subject = OneLine(message.Subject),
            Body = BodyOf(message),
        };
        mime.From.Add(from);
        mime.To.Add(new MailboxAddress(OneLine(message.ToName), parsed.Address));
        // Absence notes and ticket systems are not to answer.
        mime.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mime;
    }

    /// <summary>The Message-ID: the same on every try, so that a receiver who gets it twice sees it once.</summary>
    public static string IdOf(OutboxMessageId id, MailboxAddress from) => $"{id.Value:N}@{from.Domain}";

    private static MimeEntity BodyOf(OutboxMessage message)
    {
        var body = new BodyBuilder { TextBody = message.Text, HtmlBody = message.Html };
        if (message.Calendar is { } calendar)
        {
            var type = new ContentType("text", "calendar") { Charset = "utf-8" };
            type.Parameters.Add("method", "PUBLISH");
            var attached = body.Attachments.Add("due.ics", Encoding.UTF8.GetBytes(calendar), type);
            // Its lines end as calendars want them, whatever the lines of the message end with.
            ((MimePart)attached).ContentTransferEncoding = ContentEncoding.Base64;
        }
        return body.ToMessageBody();
    }

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
