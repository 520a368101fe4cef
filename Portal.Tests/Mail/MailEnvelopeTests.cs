using System.Text;
using MimeKit;
using Portal.Data.Mail;
using Portal.Mail;
using Portal.Tests.Support;

namespace Portal.Tests.Mail;

/// <summary>Nothing in a name, address or subject adds a header, a receiver or a message.</summary>
public sealed class MailEnvelopeTests
{
    private static readonly MailboxAddress From = new("Governance", "governance@example.com");

    private static readonly string[] Expected = ["From", "Date", "Subject", "Message-Id", "To", "Auto-Submitted", "MIME-Version"];

    /// <summary>Texts that would end a header line, a quoted string or a message if they were taken as they are.</summary>
    public static TheoryData<string> Hostile =>
    [
        "Ada\r\nBcc: eve@example.net",
        "Ada\nBcc: eve@example.net",
        "Ada\rBcc: eve@example.net",
        "Ada\0\r\nX-Evil: 1",
        "Ada\r\n\r\nA second body",
        "Ada\r\n.\r\nMAIL FROM:<eve@example.net>",
        "Ada\" <eve@example.net>, \"Bob",
        "Ada <eve@example.net>",
        "Ada, eve@example.net",
        "=?utf-8?B?QmNjOiBldmVAZXhhbXBsZS5uZXQ=?=",
        "=?utf-8?Q?=0D=0ABcc:_eve@example.net?=",
        "Ada\u2028Bcc: eve@example.net",
        "Ada\u0085Bcc: eve@example.net",
        "Ada;group:eve@example.net;",
        "Ada(comment\r\n)eve@example.net",
        new string('a', 5000) + "\r\nBcc: eve@example.net",
        "\0Bcc: eve@example.net\0",
        "Ada\r\n\tBcc: eve@example.net",
        "Ada\n\rTo: eve@example.net",
        "\"Ada\r\nRCPT TO:<eve@example.net>\"@example.com",
        "Ada\\\" <eve@example.net>",
        "Ada <\"eve@example.net>, <bob\"@example.com>",
        "Ada\r\n.\r\n\r\nDATA\r\nSubject: second",
    ];

    private static readonly string[] Breaks = ["\r\n", "\n", "\r", "\0", "\r\n\t", "\u2028", "\u0085", ",", ">", ";"];

    private static readonly string[] Commands = ["Bcc: eve@example.net", "RCPT TO:<eve@example.net>", "DATA", ".", "<eve@example.net>"];

    /// <summary>Where in an address something may stand that is to break out of it: in front, behind, in a quoted local part, a literal domain, a comment.</summary>
    private static readonly string[] Places =
    [
        "ada@example.com{0}", "{0}ada@example.com", "ada{0}@example.com", "ada@exam{0}ple.com", "\"ada{0}\"@example.com", "\"ada\\{0}\"@example.com",
        "\"ada@example.com{0}\"@example.com", "Ada <ada@example.com{0}>", "ada@[127.0.0.1{0}]", "ada(comment{0})@example.com",
    ];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_name_or_subject_stays_text(string text)
    {
        using var message = MailEnvelope.Of(MailSenderTests.Message("ada@example.com", text, text), From);

        using var read = await OverTheWireAsync(message);

        Assert.Equal(Expected.Order(StringComparer.OrdinalIgnoreCase), read.Headers.Select(h => h.Field).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["ada@example.com"], read.To.Mailboxes.Select(m => m.Address));
        Assert.Empty(read.Cc.Concat(read.Bcc));
        Assert.Equal("Hello.", read.TextBody!.Trim());
    }

    [Theory]
    [InlineData("ada@example.com\r\nBcc: eve@example.net")]
    [InlineData("ada@example.com\n")]
    [InlineData("ada@example.com, eve@example.net")]
    [InlineData("ada@example.com> RCPT TO:<eve@example.net")]
    [InlineData("\"ada\r\nRCPT TO:<eve@example.net>\"@example.com")]
    [InlineData("\"ada evil\"@example.com")]
    [InlineData("ada\0@example.com")]
    [InlineData("Ada <ada@example.com>")]
    [InlineData("group:ada@example.com;")]
    [InlineData(" ada@example.com")]
    [InlineData("ada")]
    [InlineData("")]
    public void A_hostile_address_is_refused(string address) =>
        Assert.Throws<FormatException>(() => MailEnvelope.Of(MailSenderTests.Message(address), From));

    [Fact]
    public async Task Hostile_mails_over_the_wire_have_one_sender_one_receiver_one_message_and_no_header_more()
    {
        string[] alone = [.. Hostile.Select(text => text.Data)];
        // Each alone, and each behind each other: more than 500, of which every header line and body is one try.
        string[] texts = [.. alone, .. alone.SelectMany(one => alone.Select(other => other[..Math.Min(200, other.Length)] + one))];
        await using var server = new SmtpListener();

        await SendAsync(server, [.. texts.Select(text => MailSenderTests.Message("ada@example.com", text, text))]);

        var messages = server.Messages;
        TestContext.Current.TestOutputHelper?.WriteLine($"{messages.Count} messages of {texts.Length} hostile names and subjects");
        Assert.InRange(texts.Length, 500, int.MaxValue);
        Assert.Equal(texts.Length, messages.Count);
        Assert.Equal(["MAIL FROM:<governance@example.com>", "RCPT TO:<ada@example.com>"], server.Envelopes.Select(e => e.Split(" SIZE")[0].Split(" BODY")[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(2 * texts.Length, server.Envelopes.Count);
        Assert.All(messages, message =>
        {
            Assert.Equal(Expected.Order(StringComparer.OrdinalIgnoreCase), message.Headers.Select(h => h.Field).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
            Assert.Equal(["ada@example.com"], message.To.Mailboxes.Select(m => m.Address));
            Assert.Equal("Hello.", message.TextBody!.Trim());
        });
    }

    [Fact]
    public async Task Hostile_addresses_bring_no_mail_to_anyone()
    {
        string[] addresses =
            [.. from place in Places from cut in Breaks from command in Commands select place.Replace("{0}", cut + command, StringComparison.Ordinal)];
        await using var server = new SmtpListener();
        var taken = new List<string>();

        foreach (var address in addresses)
        {
            try
            {
                await SendAsync(server, MailSenderTests.Message(address));
                taken.Add(address);
            }
            catch (FormatException)
            {
                // Refused before anyone is connected to.
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{addresses.Length - taken.Count} of {addresses.Length} hostile addresses refused");
        Assert.Equal(500, addresses.Length);
        Assert.Empty(taken);
        Assert.Empty(server.Envelopes);
    }

    [Fact]
    public void The_message_id_is_the_same_on_every_try()
    {
        var waiting = MailSenderTests.Message("ada@example.com");

        using var first = MailEnvelope.Of(waiting, From);
        waiting.Attempts = 7;
        using var second = MailEnvelope.Of(waiting, From);

        Assert.Equal(first.MessageId, second.MessageId);
    }

    [Fact]
    public async Task A_calendar_arrives_as_an_attachment_byte_for_byte_and_without_one_there_is_none()
    {
        const string Calendar = "BEGIN:VCALENDAR\r\nSUMMARY:größte Übersicht\r\nEND:VCALENDAR\r\n";
        var plain = MailSenderTests.Message("ada@example.com");
        var dated = new OutboxMessage
        {
            ToAddress = plain.ToAddress,
            ToName = plain.ToName,
            Subject = plain.Subject,
            Html = plain.Html,
            Text = plain.Text,
            Calendar = Calendar,
            AboutKind = plain.AboutKind,
            AboutId = plain.AboutId,
            CreatedAt = plain.CreatedAt,
            NextAttemptAt = plain.NextAttemptAt,
        };

        using var made = MailEnvelope.Of(dated, From);
        using var without = MailEnvelope.Of(plain, From);
        var arrived = await OverTheWireAsync(made);

        var attached = Assert.IsType<TextPart>(Assert.Single(arrived.Attachments));
        Assert.Equal(("text/calendar", "PUBLISH", "due.ics"), (attached.ContentType.MimeType, attached.ContentType.Parameters["method"], attached.FileName));
        using var bytes = new MemoryStream();
        Assert.Equal(ContentEncoding.Base64, attached.ContentTransferEncoding);
        await attached.Content!.DecodeToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.Equal(Calendar, Encoding.UTF8.GetString(bytes.ToArray()));
        Assert.Empty(without.Attachments);
        Assert.NotNull(arrived.TextBody);
    }

    private static async Task SendAsync(SmtpListener server, params IReadOnlyList<OutboxMessage> waiting)
    {
        var messages = waiting.Select(message => MailEnvelope.Of(message, From)).ToList();
        var transport = new SmtpTransport(new("127.0.0.1", server.Port, MailSecurity.None, User: null, Password: null));
        await using var session = await transport.OpenAsync(TestContext.Current.CancellationToken);
        foreach (var message in messages)
        {
            using var sent = message;
            await session.SendAsync(message, TestContext.Current.CancellationToken);
        }
    }

    private static async Task<MimeMessage> OverTheWireAsync(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\nBcc:", Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.OrdinalIgnoreCase);
        bytes.Position = 0;
        return await MimeMessage.LoadAsync(bytes, TestContext.Current.CancellationToken);
    }
}
