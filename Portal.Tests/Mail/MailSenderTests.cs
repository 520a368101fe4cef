using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using MimeKit;
using Portal.Data.Live;
using Portal.Data.Mail;
using Portal.Mail;
using Portal.Tests.Support;

namespace Portal.Tests.Mail;

/// <summary>Mail on its way to a real SMTP connection or folder: at least once, nothing lost, nobody flooded.</summary>
public sealed class MailSenderTests
{
    private static readonly MailboxAddress From = new("Governance", "governance@example.com");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_waits_is_sent_once_with_its_own_message_id(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener();
        await portal.StoreAsync(Message("ada@example.com"), Message("bob@example.com"));
        var sender = Sender(portal, Smtp(server));

        Assert.True(await sender.SendDueAsync(Token));
        Assert.True(await sender.SendDueAsync(Token));

        Assert.Equal(["ada@example.com", "bob@example.com"], server.Messages.Select(m => m.To.Mailboxes.Single().Address).Order());
        await using var db = await portal.OpenAsync();
        var sent = await db.OutboxMessages.ToListAsync(Token);
        Assert.All(sent, m => Assert.Equal((An.Instant, 1, (string?)null), (m.SentAt, m.Attempts, m.LastError)));
        Assert.Equal(sent.Select(m => $"{m.Id.Value:N}@example.com").Order(), server.Messages.Select(m => m.MessageId).Order());
        var message = server.Messages.First(m => m.To.Mailboxes.Single().Address == "ada@example.com");
        Assert.Equal(("Please review – now", "Hello."), (message.Subject, message.TextBody!.Trim()));
        Assert.Equal("<p>Hello.</p>", message.HtmlBody!.Trim());
        Assert.Equal("auto-generated", message.Headers[HeaderId.AutoSubmitted]);
    }

    [Theory, OnEachEngine]
    public async Task A_connection_dropped_after_the_message_repeats_it_under_the_same_id(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener { Behaviour = SmtpListener.Mood.DropsAfterData };
        await portal.StoreAsync(Message("ada@example.com"));
        var sender = Sender(portal, Smtp(server));

        Assert.False(await sender.SendDueAsync(Token));
        server.Behaviour = SmtpListener.Mood.Accepts;
        Assert.True(await sender.SendDueAsync(Token));
        Assert.Single(server.Messages);
        portal.Clock.Advance(Outbox.PauseAfter(1));
        Assert.True(await sender.SendDueAsync(Token));

        Assert.Equal(2, server.Messages.Count);
        Assert.Single(server.Messages.Select(m => m.MessageId).Distinct(StringComparer.Ordinal));
        await using var db = await portal.OpenAsync();
        Assert.NotNull((await db.OutboxMessages.SingleAsync(Token)).SentAt);
    }

    [Theory, OnEachEngine]
    public async Task A_receiver_refused_for_now_is_tried_again_later_and_keeps_nobody_else_back(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener { Behaviour = SmtpListener.Mood.RefusesReceivers };
        await portal.StoreAsync(Message("ada@example.com"));
        var sender = Sender(portal, Smtp(server));

        Assert.True(await sender.SendDueAsync(Token));

        await using (var db = await portal.OpenAsync())
        {
            var waiting = await db.OutboxMessages.SingleAsync(Token);
            Assert.Equal((null, 1, An.Instant + Outbox.PauseAfter(1)), (waiting.SentAt, waiting.Attempts, waiting.NextAttemptAt));
            Assert.Contains("450", waiting.LastError, StringComparison.Ordinal);
        }
        server.Behaviour = SmtpListener.Mood.Accepts;
        await portal.StoreAsync(Message("bob@example.com"));
        await sender.SendDueAsync(Token);
        Assert.Equal("bob@example.com", Assert.Single(server.Messages).To.Mailboxes.Single().Address);
        portal.Clock.Advance(Outbox.PauseAfter(1));
        await sender.SendDueAsync(Token);
        Assert.Equal(2, server.Messages.Count);
    }

    [Theory, OnEachEngine]
    public async Task A_server_that_is_down_for_a_day_loses_nothing_and_gets_nothing_twice(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener { Behaviour = SmtpListener.Mood.IsDown };
        await portal.StoreAsync([.. Enumerable.Range(0, 20).Select(i => Message($"person{i}@example.com"))]);
        var sender = Sender(portal, Smtp(server));
        var attempts = 0;
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromDays(1); passed += Outbox.PauseAfter(attempts))
        {
            Assert.False(await sender.SendDueAsync(Token));
            attempts++;
            portal.Clock.Advance(Outbox.PauseAfter(attempts));
        }

        server.Behaviour = SmtpListener.Mood.Accepts;
        portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True(await sender.SendDueAsync(Token));

        Assert.Equal(20, server.Messages.Select(m => m.To.Mailboxes.Single().Address).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(20, server.Messages.Count);
        Assert.True(server.Connections <= attempts + 1, $"{server.Connections} connections for {attempts} rounds.");
    }

    [Fact]
    public void While_a_server_is_down_it_is_tried_a_few_times_a_minute_at_most()
    {
        var passed = TimeSpan.Zero;
        var attempts = 1;
        while ((passed += Outbox.PauseAfter(attempts)) < TimeSpan.FromMinutes(1))
        {
            attempts++;
        }

        Assert.InRange(attempts, 2, 10);
        Assert.Equal(TimeSpan.FromMinutes(30), Outbox.PauseAfter(1000));
    }

    [Fact]
    public async Task A_slow_server_gets_its_time()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await using var server = new SmtpListener { Slowness = TimeSpan.FromMilliseconds(200) };
        await portal.StoreAsync(Message("ada@example.com"));

        Assert.True(await Sender(portal, Smtp(server)).SendDueAsync(Token));

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_server_that_says_nothing_is_given_up_on()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await using var server = new SmtpListener { Behaviour = SmtpListener.Mood.IsSilent };
        await portal.StoreAsync(Message("ada@example.com"));

        Assert.False(await Sender(portal, Smtp(server, TimeSpan.FromMilliseconds(300))).SendDueAsync(Token));

        await using var db = await portal.OpenAsync();
        Assert.Contains("cannot be reached", (await db.OutboxMessages.SingleAsync(Token)).LastError, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_send_a_mail_once(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener();
        await portal.StoreAsync([.. Enumerable.Range(0, 30).Select(i => Message($"person{i}@example.com"))]);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Sender(portal, Smtp(server)).SendDueAsync(Token)));

        Assert.Equal(30, server.Messages.Count);
        Assert.Equal(30, server.Messages.Select(m => m.MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, OnEachEngine]
    public async Task What_a_portal_took_and_died_over_is_sent_by_another(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var server = new SmtpListener();
        await portal.StoreAsync(Message("ada@example.com"));
        Assert.Single(await portal.Get<Outbox>().TakeAsync(10, Token));
        var other = Sender(portal, Smtp(server));

        await other.SendDueAsync(Token);
        Assert.Empty(server.Messages);
        portal.Clock.Advance(Outbox.Lease);
        await other.SendDueAsync(Token);

        Assert.Single(server.Messages);
    }

    [Fact]
    public async Task A_folder_gets_one_file_a_mail_and_a_repeat_replaces_it()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var folder = Directory.CreateTempSubdirectory("governance-tests-mail-").FullName;
        var message = Message("ada@example.com");
        await portal.StoreAsync(message);
        var sender = Sender(portal, new PickupTransport(Path.Combine(folder, "mail")));

        Assert.True(await sender.SendDueAsync(Token));
        await using (var db = await portal.OpenAsync())
        {
            await db.OutboxMessages.ExecuteUpdateAsync(update => update.SetProperty(m => m.SentAt, (DateTimeOffset?)null).SetProperty(m => m.NextAttemptAt, An.Instant), Token);
        }
        Assert.True(await sender.SendDueAsync(Token));

        var file = Assert.Single(Directory.GetFiles(Path.Combine(folder, "mail")));
        Assert.Equal($"{message.Id.Value:N}.eml", Path.GetFileName(file));
        using var read = await MimeMessage.LoadAsync(file, Token);
        Assert.Equal(("ada@example.com", "Please review – now"), (read.To.Mailboxes.Single().Address, read.Subject));
        Directory.Delete(folder, recursive: true);
    }

    internal static OutboxMessage Message(string address, string name = "Ada", string subject = "Please review – now") => new()
    {
        ToAddress = address,
        ToName = name,
        Subject = subject,
        Html = "<p>Hello.</p>",
        Text = "Hello.",
        AboutKind = "campaign",
        AboutId = "1",
        CreatedAt = An.Instant,
        NextAttemptAt = An.Instant,
    };

    private static SmtpTransport Smtp(SmtpListener server, TimeSpan? patience = null) =>
        new(new("127.0.0.1", server.Port, MailSecurity.None, User: null, Password: null), patience);

    private static MailSender Sender(TestPortalData portal, IMailTransport transport) => new(
        portal.Get<Outbox>(), transport, new(From, Server: null, PickupDirectory: null), portal.Get<ChangeFeed>(), portal.Clock, NullLogger<MailSender>.Instance);
}
