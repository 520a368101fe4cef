using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Sources;
using Portal.Tests.Changes;
using Portal.Tests.Support;
using Portal.Tests.Support.Aws;

namespace Portal.Tests.Sources.Connectors;

/// <summary>Events that the portal fetches itself, from a queue and a bucket on sockets of this machine.</summary>
public sealed class ConnectorTests
{
    private const string Folder = "AWSLogs/123456789012/CloudTrail/eu-central-1/";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_and_notices_of_files_in_a_queue_become_changes_and_the_queue_is_empty()
    {
        await using var bucket = await BucketStandIn.StartAsync();
        await using var queue = await QueueStandIn.StartAsync();
        bucket.Put(Folder + "one.json.gz", Packed(Event("e5"), Event("e6")));
        bucket.Put(Folder + "a b+c.json.gz", Packed(Event("e7")));
        queue.Send(
            Event("e1"),
            Envelope(Event("e2")),
            Json(new { Type = "Notification", Message = Envelope(Event("e3")) }),
            $"[{Event("e4")}]",
            Notice(Folder + "one.json.gz"),
            Json(new { Type = "Notification", Message = Notice(Folder + "a b+c.json.gz") }),
            Json(new { Service = "Amazon S3", Event = "s3:TestEvent" }));
        await using var portal = await StartAsync();

        var source = await AddAsync(portal, ("eventQueue", queue.Address.AbsoluteUri), ("eventBucket", BucketStandIn.Name), ("eventEndpoint", bucket.Address.AbsoluteUri));

        await EventuallyAsync(() => Task.FromResult(queue.Count == 0));
        Assert.Equal(["e1", "e2", "e3", "e4", "e5", "e6", "e7"], await EventsAsync(portal, source));
        Assert.Empty(await UnreadableAsync(portal, source));
        var view = await ViewAsync(portal, source);
        Assert.Equal("queue", view.GetProperty("connector").GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Null, view.GetProperty("connector").GetProperty("problem").ValueKind);
    }

    [Fact]
    public async Task A_message_that_brings_nothing_readable_is_kept_with_its_reason_and_does_not_come_again()
    {
        await using var bucket = await BucketStandIn.StartAsync();
        await using var queue = await QueueStandIn.StartAsync();
        bucket.Put(Folder + "broken.json.gz", [0x1f, 0x8b, 1, 2, 3]);
        queue.Send(
            "not json", """{"hello":"world"}""", Notice(Folder + "missing.json.gz"), Notice(Folder + "x.json.gz", "another-bucket"), Notice(Folder + "broken.json.gz"), Event("e1"));
        await using var portal = await StartAsync();

        var source = await AddAsync(
            portal, ("eventQueue", queue.Address.AbsoluteUri), ("eventBucket", BucketStandIn.Name), ("eventEndpoint", bucket.Address.AbsoluteUri), ("eventPrefix", "AWSLogs/"));

        await EventuallyAsync(() => Task.FromResult(queue.Count == 0));
        Assert.Equal(["e1"], await EventsAsync(portal, source));
        var kept = await UnreadableAsync(portal, source);
        Assert.Equal(5, kept.Count);
        Assert.Contains(kept, e => e.Reason == "The message is no JSON." && e.Raw == "not json");
        Assert.Contains(kept, e => e.Raw == """{"hello":"world"}""" && e.Reason.Contains("no CloudTrail record", StringComparison.Ordinal));
        Assert.Contains(kept, e => e.Reason.Contains("missing.json.gz, which is not there", StringComparison.Ordinal));
        Assert.Contains(kept, e => e.Reason.Contains("another-bucket", StringComparison.Ordinal) && e.Reason.Contains("not under the source's eventBucket", StringComparison.Ordinal));
        Assert.Contains(kept, e => e.Reason.Contains("not sound gzip", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Messages_that_come_again_and_again_have_their_effect_once()
    {
        await using var queue = await QueueStandIn.StartAsync();
        queue.Hides = TimeSpan.FromMilliseconds(50);
        queue.KeepsAll = true;
        queue.Send(Enumerable.Range(0, 60).Select(i => Event($"e{i:D2}")));
        await using var one = await StartAsync();
        var source = await AddAsync(one, ("eventQueue", queue.Address.AbsoluteUri));

        await EventuallyAsync(async () => queue.Receptions > 150 && (await EventsAsync(one, source)).Count == 60);
        Assert.Contains("could not be deleted", (await ViewAsync(one, source)).GetProperty("connector").GetProperty("problem").GetString(), StringComparison.Ordinal);

        queue.KeepsAll = false;
        queue.Hides = null;
        await EventuallyAsync(() => Task.FromResult(queue.Count == 0));
        Assert.Equal(60, (await EventsAsync(one, source)).Count);
        await EventuallyAsync(async () => (await ViewAsync(one, source)).GetProperty("connector").GetProperty("problem").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Files_of_a_bucket_are_read_once_in_their_order_and_late_ones_too()
    {
        await using var bucket = await BucketStandIn.StartAsync();
        bucket.Put(Name("20261128T1000Z", "b"), Packed(Event("e2")));
        bucket.Put(Name("20261127T0900Z", "a"), Packed(Event("e1")));
        bucket.Put(Name("20261020T0900Z", "old"), Packed(Event("e0")));
        bucket.Put(Name("20261128T1000Z", "c").Replace("eu-central-1", "us-east-1", StringComparison.Ordinal), Packed(Event("e3")));
        bucket.Put(Folder.Replace("CloudTrail", "CloudTrail-Digest", StringComparison.Ordinal) + "2026/11/28/x_CloudTrail-Digest_20261128T1000Z.json.gz", Packed("{}"));
        bucket.Put(Name("20261128T1005Z", "broken"), "nonsense");
        await using var portal = await StartAsync();

        var source = await AddAsync(
            portal, ("eventBucket", BucketStandIn.Name), ("eventEndpoint", bucket.Address.AbsoluteUri), ("eventPrefix", "AWSLogs/"), ("eventRegion", BucketStandIn.Region), ("eventsSince", "2026-11-01"));
        await EventuallyAsync(async () => (await EventsAsync(portal, source)).Count == 3);
        await EventuallyAsync(async () => (await UnreadableAsync(portal, source)).Count == 1);

        // A file that is written later but named earlier, and one after a restart of the connector.
        bucket.Put(Name("20261128T0830Z", "late"), Packed(Event("e4")));
        bucket.Put(Name("20261129T0100Z", "next"), Packed(Event("e5")));
        await ChangeAsync(portal, source, ("eventPrefix", "AWSLogs/123456789012/"));
        await EventuallyAsync(async () => (await EventsAsync(portal, source)).Count == 5);

        Assert.Equal(["e1", "e2", "e3", "e4", "e5"], await EventsAsync(portal, source));
        Assert.All(bucket.Readings, read => Assert.Equal(1, read.Value));
        Assert.DoesNotContain(bucket.Readings.Keys, key => key.Contains("Digest", StringComparison.Ordinal) || key.Contains("_old", StringComparison.Ordinal));
        Assert.Contains("broken.json.gz", Assert.Single(await UnreadableAsync(portal, source)).Origin, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_service_refuses_is_said_of_the_source_and_ends_when_it_is_mended()
    {
        await using var queue = await QueueStandIn.StartAsync();
        queue.Send(Event("e1"));
        await using var portal = await StartAsync();
        var source = await AddAsync(portal, ("eventQueue", queue.Address.AbsoluteUri + "-of-another-name"));

        await EventuallyAsync(async () => (await ViewAsync(portal, source)).GetProperty("connector").GetProperty("problem").GetString()?.Contains("QueueDoesNotExist", StringComparison.Ordinal) == true);
        Assert.Empty(await EventsAsync(portal, source));

        await ChangeAsync(portal, source, ("eventQueue", queue.Address.AbsoluteUri));
        await EventuallyAsync(async () => (await EventsAsync(portal, source)).Count == 1);
    }

    [Theory]
    [InlineData("eventQueue", "https://attacker.example/111122223333/queue")]
    [InlineData("eventQueue", "http://sqs.eu-central-1.amazonaws.com/111122223333/queue")]
    [InlineData("eventQueue", "https://sqs.eu-central-1.amazonaws.com.attacker.example/1/q")]
    [InlineData("eventQueue", "queue")]
    [InlineData("eventBucket", "No Bucket")]
    [InlineData("eventPrefix", "AWSLogs/")]
    [InlineData("eventsSince", "yesterday")]
    [InlineData("eventRole", "admin")]
    public async Task A_setting_that_makes_no_sense_is_refused_by_its_name(string name, string value)
    {
        await using var portal = await StartAsync();
        using var client = await portal.CreateClientAsync(TokenScope.Ingest);

        using var refused = await client.PostAsJsonAsync("/api/v1/sources", new { name = "trail", platform = "aws", settings = new Dictionary<string, string> { [name] = value } }, Cancelled);

        Assert.Equal(System.Net.HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        using var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(Cancelled));
        Assert.True(problem.RootElement.GetProperty("errors").TryGetProperty($"settings.{name}", out _));
    }

    private static string Name(string time, string end) => $"{Folder}{time[..4]}/{time[4..6]}/{time[6..8]}/123456789012_CloudTrail_eu-central-1_{time}_{end}.json.gz";

    private static string Event(string id) => CloudTrail.Attach(id, An.Instant, "Deployer", "Orders");

    private static string Envelope(string record) =>
        $$"""{"version":"0","id":"x","detail-type":"AWS API Call via CloudTrail","source":"aws.iam","detail":{{record}}}""";

    private static string Notice(string key, string bucket = BucketStandIn.Name) => Json(new
    {
        Records = new[] { new { eventSource = "aws:s3", eventName = "ObjectCreated:Put", s3 = new { bucket = new { name = bucket }, @object = new { key = Uri.EscapeDataString(key).Replace("%20", "+", StringComparison.Ordinal) } } } },
    });

    private static string Json(object value) => JsonSerializer.Serialize(value);

    private static byte[] Packed(params IEnumerable<string> records)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(CloudTrail.File(records));
        }
        return packed.ToArray();
    }

    private static Task<PortalServer> StartAsync() => PortalServer.StartAsync(
        isDemo: false,
        settings: [$"Connectors:AwsAccessKey={BucketStandIn.AccessKey}", $"Connectors:AwsSecretKey={BucketStandIn.SecretKey}", "Outbound:AllowedPrivate=127.0.0.1"]);

    private static async Task<SourceId> AddAsync(PortalServer portal, params IReadOnlyList<(string Name, string Value)> settings)
    {
        using var client = await portal.CreateClientAsync(TokenScope.Ingest);
        using var added = await client.PostAsJsonAsync(
            "/api/v1/sources", new { name = "trail", platform = "aws", settings = settings.Append(("eventRegion", BucketStandIn.Region)).DistinctBy(s => s.Item1).ToDictionary(s => s.Item1, s => s.Item2) }, Cancelled);
        var answer = await added.Content.ReadAsStringAsync(Cancelled);
        Assert.True(added.IsSuccessStatusCode, answer);
        using var view = JsonDocument.Parse(answer);
        return new(view.RootElement.GetProperty("id").GetGuid());
    }

    private static async Task ChangeAsync(PortalServer portal, SourceId source, (string Name, string Value) setting)
    {
        using var client = await portal.CreateClientAsync(TokenScope.Ingest);
        var settings = (await ViewAsync(portal, source)).GetProperty("settings").Deserialize<Dictionary<string, string>>()!;
        settings[setting.Name] = setting.Value;
        using var changed = await client.PatchAsJsonAsync($"/api/v1/sources/{source.Value}", new { settings }, Cancelled);
        Assert.True(changed.IsSuccessStatusCode, await changed.Content.ReadAsStringAsync(Cancelled));
    }

    private static async Task<JsonElement> ViewAsync(PortalServer portal, SourceId source)
    {
        using var client = await portal.CreateClientAsync(TokenScope.Ingest);
        using var view = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/api/v1/sources/{source.Value}", UriKind.Relative), Cancelled));
        return view.RootElement.Clone();
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(PortalServer portal, SourceId source)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await db.Changes.Where(c => c.SourceId == source).OrderBy(c => c.EventId).Select(c => c.EventId).ToListAsync(Cancelled);
    }

    private static async Task<IReadOnlyList<UnreadableEvent>> UnreadableAsync(PortalServer portal, SourceId source)
    {
        await using var db = await portal.OpenDatabaseAsync();
        return await db.UnreadableEvents.AsNoTracking().Where(e => e.SourceId == source).ToListAsync(Cancelled);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> holds)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Patience, "It did not come true in time.");
            await Task.Delay(50, Cancelled);
        }
    }
}
