using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Portal.Audit.Delivery;
using Portal.Data.Audit.Proofs;
using Portal.Hosting.Outbound;
using Portal.Tests.Support;
using StandardWebhooks;

namespace Portal.Tests.Audit.Delivery;

public sealed class CheckpointWebhookTests
{
    private static readonly SignedState Checkpoint = new("tests.example/audit", 7, "cm9vdA==", "tests.example/audit\n7\ncm9vdA==\n\n\u2014 tests.example/audit c2ln\n");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_independent_library_accepts_what_is_posted_and_nothing_that_was_changed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var webhook = Webhook(receiver.Settings, TimeProvider.System);

        await webhook.DeliverAsync(Checkpoint, Cancelled);

        var (headers, body, _) = Assert.Single(receiver.Came);
        var library = new StandardWebhook(WebhookReceiver.Secret);
        library.Verify(body, headers);
        Assert.ThrowsAny<Exception>(() => library.Verify(body + " ", headers));
        Assert.ThrowsAny<Exception>(() => new StandardWebhook("whsec_" + Convert.ToBase64String(new byte[24])).Verify(body, headers));
        headers["webhook-id"] += "0";
        Assert.ThrowsAny<Exception>(() => library.Verify(body, headers));
        using var said = JsonDocument.Parse(body);
        Assert.Equal("audit.checkpoint", said.RootElement.GetProperty("type").GetString());
        Assert.Equal(Checkpoint.Note, said.RootElement.GetProperty("data").GetProperty("checkpoint").GetString());
        Assert.Equal(7, said.RootElement.GetProperty("data").GetProperty("size").GetInt64());
    }

    [Fact]
    public void The_known_answer_of_the_specification_comes_out()
    {
        // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries: the example that its libraries are tested with.
        var secret = WebhookSecret.Find("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")!;

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", secret.Sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""));
    }

    [Fact]
    public async Task The_id_is_the_same_over_retries_restarts_and_portals_and_the_time_is_that_of_sending()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Troubles.Enqueue((503, null));
        var clock = new FakeTimeProvider(An.Instant);
        using var first = Webhook(receiver.Settings, clock);
        using var second = Webhook(receiver.Settings, clock);

        await Assert.ThrowsAsync<DeliveryException>(() => first.DeliverAsync(Checkpoint, Cancelled));
        clock.Advance(TimeSpan.FromHours(9));
        await first.DeliverAsync(Checkpoint, Cancelled);
        await second.DeliverAsync(Checkpoint, Cancelled);
        await second.DeliverAsync(Checkpoint with { Note = Checkpoint.Note + "\u2014 other c2ln\n" }, Cancelled);

        var came = receiver.Came.ToList();
        Assert.Single(came.Take(3).Select(c => c.Headers["webhook-id"].ToString()).Distinct(StringComparer.Ordinal));
        Assert.NotEqual(came[0].Headers["webhook-id"], came[3].Headers["webhook-id"]);
        Assert.Equal(An.Instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), came[0].Headers["webhook-timestamp"]);
        Assert.Equal(An.Instant.AddHours(9).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), came[1].Headers["webhook-timestamp"]);
        Assert.NotEqual(came[0].Headers["webhook-signature"], came[1].Headers["webhook-signature"]);
        Assert.Equal(came[0].Body, came[1].Body);
    }

    [Fact]
    public async Task While_a_secret_is_replaced_both_sign()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var next = "whsec_" + Convert.ToBase64String(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        using var webhook = Webhook([.. receiver.Settings, $"Audit:CheckpointWebhookSecret={next} {WebhookReceiver.Secret}"], TimeProvider.System);

        await webhook.DeliverAsync(Checkpoint, Cancelled);

        var (headers, body, _) = Assert.Single(receiver.Came);
        var signatures = headers["webhook-signature"].ToString().Split(' ');
        foreach (var (secret, signature) in new[] { next, WebhookReceiver.Secret }.Zip(signatures))
        {
            headers["webhook-signature"] = signature;
            new StandardWebhook(secret).Verify(body, headers);
        }
        Assert.Equal(2, signatures.Length);
    }

    [Theory]
    [InlineData(500, null, null)]
    [InlineData(410, null, null)]
    [InlineData(429, "120", 120)]
    [InlineData(307, null, null)]
    [InlineData(302, null, null)]
    public async Task Any_other_answer_than_yes_is_a_failure_and_no_redirect_is_followed(int status, string? retryAfter, int? pause)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.Troubles.Enqueue((status, retryAfter));
        using var webhook = Webhook(receiver.Settings, TimeProvider.System);

        var failed = await Assert.ThrowsAsync<DeliveryException>(() => webhook.DeliverAsync(Checkpoint, Cancelled));

        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), failed.Message, StringComparison.Ordinal);
        Assert.Equal(pause, (int?)failed.Pause?.TotalSeconds);
        Assert.Single(receiver.Came);
    }

    [Fact]
    public async Task A_webhook_in_the_own_network_is_reached_only_where_that_is_allowed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        using var webhook = Webhook(
            [$"Audit:CheckpointWebhook=https://127.0.0.1:{receiver.Address.Port}/", $"Audit:CheckpointWebhookSecret={WebhookReceiver.Secret}"], TimeProvider.System);

        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => webhook.DeliverAsync(Checkpoint, Cancelled));

        Assert.Contains("Outbound:AllowedPrivate", failed.GetBaseException().Message, StringComparison.Ordinal);
        Assert.Empty(receiver.Came);
    }

    [Theory]
    [InlineData("Audit:CheckpointWebhook", "keeper.example.org")]
    [InlineData("Audit:CheckpointWebhook", "http://keeper.example.org/")]
    [InlineData("Audit:CheckpointWebhook", "https://user:password@keeper.example.org/")]
    [InlineData("Audit:CheckpointWebhook", "file:///etc/passwd")]
    public void A_wrong_address_is_named(string key, string value)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => Webhook([$"Audit:CheckpointWebhookSecret={WebhookReceiver.Secret}", $"{key}={value}"], TimeProvider.System));

        Assert.Contains($"{key} is '{value}'", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("for example", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_c2hvcnQ=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    [InlineData("whsec_not base64 at all!")]
    public void A_wrong_secret_is_refused_and_not_repeated(string secret)
    {
        var wrong = Assert.Throws<InvalidOperationException>(() =>
            Webhook(["Audit:CheckpointWebhook=https://keeper.example.org/", $"Audit:CheckpointWebhookSecret={secret}"], TimeProvider.System));

        Assert.StartsWith("Audit:CheckpointWebhookSecret must be", wrong.Message, StringComparison.Ordinal);
        Assert.True(secret.Length < 10 || !wrong.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_a_setting_there_is_no_webhook() => Assert.Null(WebhookSettings.From(Configuration([]), Guard([])));

    private static CheckpointWebhook Webhook(IReadOnlyList<string> settings, TimeProvider clock) =>
        new(WebhookSettings.From(Configuration(settings), Guard(settings))!, Guard(settings), clock);

    private static OutboundGuard Guard(IReadOnlyList<string> settings) => OutboundGuard.Create(OutboundSettings.From(Configuration(settings)));

    private static IConfiguration Configuration(IReadOnlyList<string> settings)
    {
        var given = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var setting in settings.Select(s => s.Split('=', 2)))
        {
            given[setting[0]] = setting[1];
        }
        return new ConfigurationBuilder().AddInMemoryCollection(given).Build();
    }
}
