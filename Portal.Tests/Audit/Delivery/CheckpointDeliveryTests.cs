using System.Net;
using System.Text.Json;
using Portal.Audit.Delivery;
using Portal.Data.Audit.Checkpoints;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;
using StandardWebhooks;

namespace Portal.Tests.Audit.Delivery;

/// <summary>The whole portal, and what it brings away.</summary>
public sealed class CheckpointDeliveryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_portal_signs_reaches_the_webhook_and_the_bucket_and_trouble_shows_until_it_is_over()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var stand = await BucketStandIn.StartAsync();
        receiver.Troubles.Enqueue((500, null));
        await using var portal = await PortalServer.StartAsync(settings: [.. receiver.Settings, .. stand.Settings]);
        using var anyone = portal.CreateClient();
        using var auditor = await portal.SignInAsync("auditor");

        await UntilAsync(() => receiver.Came.Count == 1 && stand.Versions.Count >= 1);
        var delivery = portal.Get<CheckpointDelivery>();
        await UntilAsync(() => delivery.Failures.Count == 1);
        Assert.Equal("webhook", delivery.Failures[0].Target);
        var (status, health) = await GetAsync(anyone, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Checkpoints of the audit trail do not reach the webhook.", health, StringComparison.Ordinal);
        Assert.DoesNotContain(receiver.Address.Authority, health, StringComparison.Ordinal);
        var (_, page) = await GetAsync(auditor, "/audit");
        Assert.Contains("The webhook takes no checkpoints", page, StringComparison.Ordinal);

        await UntilAsync(() => receiver.Came.Count >= 2 && delivery.Failures.Count == 0);

        Assert.Single(receiver.Came.Take(2).Select(c => c.Headers["webhook-id"].ToString()).Distinct(StringComparer.Ordinal));
        var library = new StandardWebhook(WebhookReceiver.Secret);
        Assert.All(receiver.Came, c => library.Verify(c.Body, c.Headers));
        Assert.DoesNotContain("takes no checkpoints", (await GetAsync(auditor, "/audit")).Body, StringComparison.Ordinal);
        using var health2 = JsonDocument.Parse((await GetAsync(anyone, "/health/ready")).Body);
        Assert.Equal("Healthy", health2.RootElement.GetProperty("status").GetString());
        Assert.Contains(portal.Errors, e => e.Contains("The webhook has not taken a checkpoint", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_says_nothing_does_not_keep_the_record_from_being_signed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        receiver.IsSilent = true;
        await using var portal = await PortalServer.StartAsync(settings: [.. receiver.Settings]);

        await portal.CreateTokenAsync(Portal.Data.Access.TokenScope.Read);
        var signed = await portal.Get<WriteCheckpoints>().RunAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);

        Assert.InRange(signed, 2, long.MaxValue);
        Assert.Empty(receiver.Came);
    }

    [Fact]
    public async Task What_was_signed_while_nobody_took_it_is_brought_by_the_next_start_and_the_database_is_held_against_it()
    {
        var directory = Directory.CreateTempSubdirectory("governance-tests-delivery-").FullName;
        await using var stand = await BucketStandIn.StartAsync();
        await using var receiver = await WebhookReceiver.StartAsync();
        stand.Trouble = 503;
        for (var i = 0; i < 100; i++)
        {
            receiver.Troubles.Enqueue((503, null));
        }
        string[] settings = [.. stand.Settings, .. receiver.Settings];
        var environment = settings.Select(s => s.Split('=', 2)).Select(s => KeyValuePair.Create(s[0].Replace(":", "__", StringComparison.Ordinal), s[1])).ToList();

        await using (var portal = await PortalProcess.ServeAsync(directory, settings))
        {
            await portal.StopAsync();
        }
        Assert.Empty(stand.Versions);
        Assert.DoesNotContain(receiver.Came, c => c.Answer == 204);
        stand.Trouble = null;
        receiver.Troubles.Clear();
        await using (var portal = await PortalProcess.ServeAsync(directory, settings))
        {
            await portal.StopAsync();
        }

        Assert.NotEmpty(stand.Versions);
        Assert.Contains(receiver.Came, c => c.Answer == 204);
        var whole = await PortalProcess.RunAsync(directory, environment, ["audit", "verify", "--bucket"]);
        Assert.True(whole.ExitCode == 0, whole.Error);

        // Another history of the same record, signed with the same key: only what lies outside tells.
        File.Delete(Path.Combine(directory, "governance.db"));
        File.Delete(Path.Combine(directory, "governance.db-wal"));
        File.Delete(Path.Combine(directory, "governance.db-shm"));
        Assert.Equal(0, (await PortalProcess.RunAsync(directory, "token", "create", "--name", "another", "--scope", "read")).ExitCode);
        await using (var portal = await PortalProcess.ServeAsync(directory))
        {
            await portal.StopAsync();
        }
        Assert.Equal(0, (await PortalProcess.RunAsync(directory, "audit", "verify")).ExitCode);
        var replaced = await PortalProcess.RunAsync(directory, environment, ["audit", "verify", "--bucket"]);
        Assert.Equal(1, replaced.ExitCode);
        stand.Clear();
        var nothing = await PortalProcess.RunAsync(directory, environment, ["audit", "verify", "--bucket"]);
        Assert.Equal(1, nothing.ExitCode);
        Assert.Contains("holds no checkpoints", nothing.Error, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(Patience);
        while (!condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient client, string path)
    {
        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);
        return (response.StatusCode, WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync(Cancelled)));
    }
}
