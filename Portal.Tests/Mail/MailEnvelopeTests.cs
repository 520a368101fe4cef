using System.Text;
using MimeKit;
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
    public async Task A_hostile_mail_over_the_wire_has_one_sender_one_receiver_one_message()
    {
        string[] alone = [.. Hostile.Select(text => text.Data)];
        // Each alone, and each behind each other: more than 250, of which every header line and body is one try.
        string[] texts = [.. alone, .. alone.SelectMany(one => alone.Select(other => other[..Math.Min(200, other.Length)] + one))];
        await using var server = new SmtpListener();
        var transport = new SmtpTransport(new("127.0.0.1", server.Port, MailSecurity.None, User: null, Password: null));
        await using (var session = await transport.OpenAsync(TestContext.Current.CancellationToken))
        {
            foreach (var text in texts)
            {
                using var message = MailEnvelope.Of(MailSenderTests.Message("ada@example.com", text, text), From);
                await session.SendAsync(message, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(texts.Length, server.Messages.Count);
        Assert.Equal(["MAIL FROM:<governance@example.com>", "RCPT TO:<ada@example.com>"], server.Envelopes.Select(e => e.Split(" SIZE")[0].Split(" BODY")[0]).Distinct(StringComparer.Ordinal));
        Assert.Equal(2 * texts.Length, server.Envelopes.Count);
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

    private static async Task<MimeMessage> OverTheWireAsync(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        await message.WriteToAsync(bytes, TestContext.Current.CancellationToken);
        Assert.DoesNotContain("\nBcc:", Encoding.UTF8.GetString(bytes.ToArray()), StringComparison.OrdinalIgnoreCase);
        bytes.Position = 0;
        return await MimeMessage.LoadAsync(bytes, TestContext.Current.CancellationToken);
    }
}
