using System.IO.Compression;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Changes;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>A large body of events is taken in parts, so that what is made of it never takes much memory, and counts as one.</summary>
public sealed class LargeBodiesTests
{
    private const int Events = (2 * EventBatch.MostEvents) + 10;

    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task It_is_stored_in_parts_and_told_as_one(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = await SourceAsync(data);
        var body = CloudTrail.File([.. Records(Events), "{}", .. Records(1)]);

        var first = await data.Get<IngestEvents>().RunAsync(source.Id, body, EventOrigin.Sent, By, Cancelled);
        var second = await data.Get<IngestEvents>().RunAsync(source.Id, body, EventOrigin.Sent, By, Cancelled);

        Assert.Equal((Events, 1), (first!.Accepted, first.Duplicates));
        Assert.Equal(Events, Assert.Single(first.Rejected).Index);
        Assert.Equal((0, Events + 1), (second!.Accepted, second.Duplicates));
        await using var db = await data.OpenAsync();
        Assert.Equal(Events, await db.Changes.CountAsync(Cancelled));
        Assert.InRange(await db.AuditEntries.CountAsync(e => e.Action == "events.ingest", Cancelled), 2, 10);
    }

    [Theory, OnEachEngine]
    public async Task A_file_counts_as_read_once_its_last_part_is_stored(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = await SourceAsync(data);
        var body = CloudTrail.File(Records(Events));
        using var stop = new CancellationTokenSource();
        await using var db = await data.OpenAsync();

        var reading = data.Get<IngestEvents>().RunAsync(source.Id, body, new("file", File: "file"), By, stop.Token);
        while (!await db.Changes.AnyAsync(Cancelled))
        {
            await Task.Delay(5, Cancelled);
        }
        await stop.CancelAsync();
        await Record.ExceptionAsync(() => reading);
        var read = await db.ReadFiles.CountAsync(Cancelled);
        var stored = await db.Changes.CountAsync(Cancelled);
        await data.Get<IngestEvents>().RunAsync(source.Id, body, new("file", File: "file"), By, Cancelled);

        Assert.Equal(stored == Events ? 1 : 0, read);
        Assert.Equal(Events, await db.Changes.CountAsync(Cancelled));
        Assert.Equal(1, await db.ReadFiles.CountAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task What_is_no_events_is_read_no_further_than_it_takes_to_see_that(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = await SourceAsync(data);
        var body = Encoding.UTF8.GetBytes($"{CloudTrail.Attach("e1", An.Instant, "worker", "Orders")}\n{string.Join('\n', Enumerable.Range(0, EventBatch.MostRejected + 5))}");

        var result = await data.Get<IngestEvents>().RunAsync(source.Id, body, EventOrigin.Sent, By, Cancelled);

        Assert.Equal(1, result!.Accepted);
        Assert.Equal(EventBatch.MostRejected + 1, result.Rejected.Count);
        Assert.StartsWith($"{EventBatch.MostRejected} parts before this could not be read", result.Rejected[^1].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 100)]
    [InlineData(300, 100)]
    [InlineData(1_000, 100)]
    public async Task Small_and_large_bodies_come_out_as_they_came(int length, int small)
    {
        using var bodies = new EventBodies(1_000, small);
        var came = Enumerable.Range(0, length).Select(i => (byte)i).ToArray();

        using (var body = await bodies.ReadAsync(new MemoryStream(came), isPacked: false, 0, Cancelled))
        {
            Assert.Equal(came, body.Bytes.ToArray());
        }
        using var again = await bodies.ReadAsync(new MemoryStream(Packed(came)), isPacked: true, 0, Cancelled);

        Assert.Equal(came, again.Bytes.ToArray());
    }

    [Fact]
    public async Task One_large_body_waits_for_the_other_and_a_small_one_for_nobody()
    {
        using var bodies = new EventBodies(1_000, small: 100);
        var first = await bodies.ReadAsync(new MemoryStream(new byte[500]), isPacked: false, 0, Cancelled);

        var second = bodies.ReadAsync(new MemoryStream(new byte[500]), isPacked: false, 0, Cancelled);
        using var small = await bodies.ReadAsync(new MemoryStream(new byte[50]), isPacked: false, 0, Cancelled);

        Assert.False(second.IsCompleted);
        first.Dispose();
        first.Dispose();
        using var afterwards = await second;
        Assert.False(bodies.ReadAsync(new MemoryStream(new byte[500]), isPacked: false, 0, Cancelled).IsCompleted);
    }

    [Fact]
    public async Task What_is_too_large_or_broken_says_so()
    {
        using var bodies = new EventBodies(1_000, small: 100);

        var large = await Assert.ThrowsAsync<UnreadableBodyException>(() => bodies.ReadAsync(new MemoryStream(new byte[1_001]), isPacked: false, 0, Cancelled));
        var unpacked = await Assert.ThrowsAsync<UnreadableBodyException>(() => bodies.ReadAsync(new MemoryStream(Packed(new byte[1_001])), isPacked: true, 0, Cancelled));
        var broken = await Assert.ThrowsAsync<UnreadableBodyException>(() => bodies.ReadAsync(new MemoryStream([1, 2, 3]), isPacked: true, 0, Cancelled));

        Assert.True(large.IsTooLarge && unpacked.IsTooLarge);
        Assert.False(broken.IsTooLarge);
        Assert.Contains("more than 1000 bytes", unpacked.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Records(int count) =>
        Enumerable.Range(0, count).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddSeconds(i), $"worker-{i % 7}", "Orders"));

    private static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var packing = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            packing.Write(bytes);
        }
        return packed.ToArray();
    }

    private static async Task<Source> SourceAsync(TestPortalData data)
    {
        var source = A.Source();
        await data.StoreAsync(source);
        return source;
    }
}
