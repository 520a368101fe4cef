using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Data.Access;
using Portal.Data.Live;
using Portal.Data.Notices;
using Portal.Data.Notices.Delivery;
using Portal.Hosting;
using Portal.Hosting.Outbound;
using Portal.Notices;
using Portal.Tests.Changes;
using Portal.Tests.Support;
using StandardWebhooks;

namespace Portal.Tests.Notices;

/// <summary>Messages on their way to a real socket: at least once, under one id, signed, and never where they have no business.</summary>
public sealed class NoticeSenderTests
{
    private static readonly PortalSettings Settings = new("data", new Uri("https://governance.example.com/"), MaxIngestBytes: 1, IsDemo: false);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_notice_is_posted_once_signed_so_that_an_independent_library_accepts_it(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var data = await TestPortalData.CreateAsync(engine);
        await RaiseAsync(data, A.PostingRule(receiver.Address));
        using var sender = new Sender(data);

        await sender.SendDueAsync(Token);
        Assert.Empty(receiver.Came);
        data.Clock.Advance(NoticeDelivery.Settling);
        await sender.SendDueAsync(Token);
        await sender.SendDueAsync(Token);

        var (headers, body, _) = Assert.Single(receiver.Came);
        Assert.Equal(data.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), headers["webhook-timestamp"]);
        var signature = WebhookSecret.Find(WebhookReceiver.Secret)!.Sign(headers["webhook-id"]!, data.Clock.GetUtcNow().ToUnixTimeSeconds(), body);
        Assert.Equal(signature, headers["webhook-signature"]);
        using var said = JsonDocument.Parse(body);
        Assert.Equal("notice.change", said.RootElement.GetProperty("type").GetString());
        Assert.Equal(1, said.RootElement.GetProperty("data").GetProperty("count").GetInt32());
        await using var db = await data.OpenAsync();
        var delivery = await db.NoticeDeliveries.SingleAsync(Token);
        Assert.Equal((NoticeDeliveryState.Delivered, 1, 204), (delivery.State, delivery.Attempts, delivery.LastStatus));
    }

    [Fact]
    public async Task The_library_accepts_it_at_the_time_of_sending()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var post = new OutboundPost(LocalChannels.Guard, TimeProvider.System, OutboundPost.Patience);
        var message = Message(receiver.Address, NoticeChannel.Webhook);

        var answer = await new NoticePosting(LocalChannels.Instance, new(Settings), post).SendAsync(message, Token);

        Assert.True(answer.IsTaken);
        var (headers, body, _) = Assert.Single(receiver.Came);
        new StandardWebhook(WebhookReceiver.Secret).Verify(body, headers);
        Assert.ThrowsAny<Exception>(() => new StandardWebhook(WebhookReceiver.Secret).Verify(body + " ", headers));
    }

    [Theory, OnEachEngine]
    public async Task Retries_keep_the_id_and_the_content_and_wait_ever_longer(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Troubles.Enqueue((503, null));
        receiver.Troubles.Enqueue((500, null));
        await using var data = await TestPortalData.CreateAsync(engine);
        await RaiseAsync(data, A.PostingRule(receiver.Address));
        using var sender = new Sender(data);

        data.Clock.Advance(NoticeDelivery.Settling);
        await sender.SendDueAsync(Token);
        await using var db = await data.OpenAsync();
        var id = (await db.NoticeDeliveries.AsNoTracking().SingleAsync(Token)).Id;
        data.Clock.Advance(NoticeOutbox.PauseAfter(1, id) - TimeSpan.FromSeconds(1));
        await sender.SendDueAsync(Token);
        Assert.Single(receiver.Came);
        data.Clock.Advance(TimeSpan.FromSeconds(1));
        await sender.SendDueAsync(Token);
        data.Clock.Advance(NoticeOutbox.PauseAfter(2, id));
        await sender.SendDueAsync(Token);

        var came = receiver.Came.ToList();
        Assert.Equal([503, 500, 204], came.Select(c => c.Answer));
        Assert.Equal($"notice_{id.Value:N}", Assert.Single(came.Select(c => c.Headers["webhook-id"].ToString()).Distinct(StringComparer.Ordinal)));
        Assert.Single(came.Select(c => c.Body).Distinct(StringComparer.Ordinal));
        var rule = await db.NoticeRules.AsNoTracking().SingleAsync(Token);
        Assert.Equal((0, (string?)null), (rule.Failures, rule.Problem));
    }

    [Theory, OnEachEngine]
    public async Task Gone_stops_the_rule_until_somebody_says_to_try_again(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Troubles.Enqueue((410, null));
        await using var data = await TestPortalData.CreateAsync(engine);
        var by = await data.AsAsync(Role.Administrator);
        var rule = A.PostingRule(receiver.Address);
        await RaiseAsync(data, rule);
        using var sender = new Sender(data);
        data.Clock.Advance(NoticeDelivery.Settling);

        await sender.SendDueAsync(Token);
        await data.Get<TestNoticeRule>().RunAsync(rule.Id, by, Token);
        data.Clock.Advance(TimeSpan.FromHours(12));
        await sender.SendDueAsync(Token);

        Assert.Single(receiver.Came);
        Assert.NotNull((await data.Get<NoticeRuleQueries>().FindAsync(rule.Id, by, Token))!.StoppedAt);
        Assert.Equal(NoticeRuleOutcome.Done, await data.Get<RetryNoticeRule>().RunAsync(rule.Id, by, Token));
        await sender.SendDueAsync(Token);
        Assert.Equal(3, receiver.Came.Count);
        await using var db = await data.OpenAsync();
        Assert.All(await db.NoticeDeliveries.ToListAsync(Token), d => Assert.Equal(NoticeDeliveryState.Delivered, d.State));
    }

    [Theory, OnEachEngine]
    public async Task A_receiver_that_fails_is_left_alone_and_given_up_after_days(Engine engine)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Enumerable.Range(0, 100).ToList().ForEach(_ => receiver.Troubles.Enqueue((302, null)));
        await using var data = await TestPortalData.CreateAsync(engine);
        var rule = A.PostingRule(receiver.Address);
        await RaiseAsync(data, rule);
        using var sender = new Sender(data);

        for (var hour = 0; hour < 80; hour++)
        {
            data.Clock.Advance(TimeSpan.FromHours(1));
            await sender.SendDueAsync(Token);
        }

        Assert.InRange(receiver.Came.Count, 8, 30);
        await using var db = await data.OpenAsync();
        var delivery = await db.NoticeDeliveries.SingleAsync(Token);
        Assert.Equal((NoticeDeliveryState.GivenUp, 302), (delivery.State, delivery.LastStatus));
        Assert.Contains("redirects are not followed", delivery.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(receiver.Came.Count, (await db.NoticeRules.SingleAsync(Token)).Failures);
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_do_not_take_the_same_message_and_it_is_due_again_when_one_dies_over_it(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await using var other = data.Another();
        await RaiseAsync(data, A.PostingRule(new("http://127.0.0.1:1/")));
        data.Clock.Advance(NoticeDelivery.Settling);

        var taken = await Task.WhenAll(data.Get<NoticeOutbox>().TakeAsync(5, Token), other.Get<NoticeOutbox>().TakeAsync(5, Token));

        var first = Assert.Single(taken.SelectMany(t => t));
        Assert.Empty(await other.Get<NoticeOutbox>().TakeAsync(5, Token));
        data.Clock.Advance(NoticeOutbox.Lease);
        var second = Assert.Single(await other.Get<NoticeOutbox>().TakeAsync(5, Token));
        Assert.Equal((first.Id, 2), (second.Id, second.Attempt));
        // What the first heard in the end says nothing any more.
        await data.Get<NoticeOutbox>().AnsweredAsync(first, new(410, "gone", Pause: null), Token);
        await using var db = await data.OpenAsync();
        Assert.Null((await db.NoticeRules.SingleAsync(Token)).StoppedAt);
    }

    [Fact]
    public async Task Who_does_not_answer_in_time_is_waited_for_no_longer()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.IsSilent = true;
        using var post = new OutboundPost(LocalChannels.Guard, TimeProvider.System, TimeSpan.FromMilliseconds(200));

        var answer = await new NoticePosting(LocalChannels.Instance, new(Settings), post).SendAsync(Message(receiver.Address, NoticeChannel.Slack), Token);

        Assert.Null(answer.Status);
        Assert.Contains("did not answer within 0.2 seconds", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_endless_answer_the_beginning_is_read()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var endless = AnswerEndlesslyAsync(listener);
        using var post = new OutboundPost(LocalChannels.Guard, TimeProvider.System, OutboundPost.Patience);

        var answer = await post.SendAsync(new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), "{}", signature: null, Token);

        Assert.Equal((200, 2048), (answer.Status, answer.Text.Length));
        await endless;
    }

    [Theory]
    [InlineData("https://10.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    public async Task A_private_address_is_not_posted_to_whenever_it_came_in(string address)
    {
        var guard = OutboundGuard.Create(OutboundSettings.From(new ConfigurationBuilder().Build()));
        using var post = new OutboundPost(guard, TimeProvider.System, OutboundPost.Patience);
        var closed = new NoticePosting(LocalChannels.Instance, new(Settings), post);

        var answer = await closed.SendAsync(Message(new(address), NoticeChannel.Slack), Token);

        Assert.Null(answer.Status);
        Assert.Contains("Outbound:AllowedPrivate", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_keys_it_says_what_to_do()
    {
        using var post = new OutboundPost(LocalChannels.Guard, TimeProvider.System, OutboundPost.Patience);

        var answer = await new NoticePosting(LocalChannels.Instance, new(Settings), post)
            .SendAsync(Message(new("https://hooks.example.org/"), NoticeChannel.Slack) with { SealedAddress = "sealed by somebody else" }, Token);

        Assert.Contains("Enter both anew", answer.Text, StringComparison.Ordinal);
    }

    private static NoticeMessage Message(Uri address, NoticeChannel channel) => new(
        NoticeDeliveryId.New(),
        NoticeRuleId.New(),
        1,
        An.Instant,
        channel,
        LocalChannels.Instance.Seal(address.AbsoluteUri),
        channel == NoticeChannel.Webhook ? [LocalChannels.Instance.Seal(WebhookReceiver.Secret)] : [],
        NoticePayloadTests.Row());

    private static async Task RaiseAsync(TestPortalData data, NoticeRule rule)
    {
        var (source, role) = await IngestEventsTests.StoreRoleAsync(data);
        await data.StoreAsync(rule);
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("e1", An.Instant, role.Name, "Orders"));
    }

    private static async Task AnswerEndlesslyAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Token);
        await using var stream = client.GetStream();
        try
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"u8.ToArray(), Token);
            while (true)
            {
                await stream.WriteAsync(new byte[64 * 1024], Token);
            }
        }
        catch (IOException)
        {
            // Hung up on, as it should be.
        }
    }

    /// <summary>A sender over the outbox of a test.</summary>
    private sealed class Sender : IDisposable
    {
        private readonly OutboundPost _post;
        private readonly NoticeSender _sender;

        public Sender(TestPortalData data)
        {
            _post = new(LocalChannels.Guard, data.Clock, OutboundPost.Patience);
            _sender = new(data.Get<NoticeOutbox>(), new(LocalChannels.Instance, new(Settings), _post), data.Get<ChangeFeed>(), data.Clock, NullLogger<NoticeSender>.Instance);
        }

        public Task SendDueAsync(CancellationToken cancellationToken) => _sender.SendDueAsync(cancellationToken);

        public void Dispose()
        {
            _sender.Dispose();
            _post.Dispose();
        }
    }
}
