using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Lists;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What comes as an event and cannot be read is kept as it came, and read again when somebody asks.</summary>
public sealed class UnreadableEventsTests
{
    private const string Nameless = """{"eventVersion":"1.11","eventName":"PutRolePolicy"}""";

    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task It_is_kept_once_with_its_reason_its_place_and_how_it_came(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = await SourceAsync(data);
        var body = Encoding.UTF8.GetBytes($"{CloudTrail.Attach("e1", An.Instant, "worker", "Orders")}\n{Nameless}\n{{\"cut");

        var first = await data.Get<IngestEvents>().RunAsync(source.Id, body, new("the test"), By, Cancelled);
        await data.Get<IngestEvents>().RunAsync(source.Id, body, EventOrigin.Sent, By, Cancelled);

        Assert.Equal([1, 2], first!.Rejected.Select(r => r.Index));
        var kept = (await ListAsync(data, source)).OrderBy(e => e.Index).ToList();
        Assert.Equal([Nameless, "{\"cut"], kept.Select(e => e.Raw.Trim()));
        Assert.Equal(first.Rejected.Select(r => r.Reason), kept.Select(e => e.Reason));
        Assert.All(kept, e => Assert.Equal("the test", e.Origin));
        await using var db = await data.OpenAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "events.ingest", Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task What_can_be_read_now_becomes_a_change_and_the_rest_stays(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = await SourceAsync(data);
        await data.Get<IngestEvents>().RunAsync(source.Id, Encoding.UTF8.GetBytes(Nameless), EventOrigin.Sent, By, Cancelled);
        await data.StoreAsync(An.UnreadableEvent(source, CloudTrail.Attach("e1", An.Instant, "worker", "Orders")), An.UnreadableEvent(source, CloudTrail.Attach("e2", An.Instant, "worker", "Orders")));

        var result = (await data.Get<IngestEvents>().RedriveAsync(source.Id, which: null, By, Cancelled))!;

        Assert.Equal((2, 0, 1), (result.Accepted, result.Duplicates, result.Rejected.Count));
        Assert.Equal(Nameless, Assert.Single(await ListAsync(data, source)).Raw);
        await using var db = await data.OpenAsync();
        Assert.Equal(2, await db.Changes.CountAsync(c => c.SourceId == source.Id, Cancelled));
        Assert.Contains("\"accepted\":2", (await db.AuditEntries.SingleAsync(e => e.Action == "events.redrive", Cancelled)).After, StringComparison.OrdinalIgnoreCase);
    }

    [Theory, OnEachEngine]
    public async Task Only_those_that_were_chosen_are_read_again_and_none_of_another_source(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, other) = (await SourceAsync(data), await SourceAsync(data));
        var (chosen, left, others) = (An.UnreadableEvent(source, CloudTrail.Attach("e1", An.Instant, "a", "A")), An.UnreadableEvent(source, CloudTrail.Attach("e2", An.Instant, "a", "A")), An.UnreadableEvent(other, CloudTrail.Attach("e3", An.Instant, "a", "A")));
        await data.StoreAsync(chosen, left, others);

        var result = (await data.Get<IngestEvents>().RedriveAsync(source.Id, [chosen.Id, others.Id], By, Cancelled))!;

        Assert.Equal(1, result.Accepted);
        Assert.Equal(left.Id, Assert.Single(await ListAsync(data, source)).Id);
        Assert.Equal(others.Id, Assert.Single(await ListAsync(data, other)).Id);
    }

    [Fact]
    public async Task A_very_long_one_is_cut_and_one_that_is_cut_is_not_read_again()
    {
        await using var data = await TestPortalData.CreateAsync(Engine.Sqlite);
        var source = await SourceAsync(data);
        var endless = "{\"a\":\"" + new string('x', UnreadableEvent.MostCharacters);

        await data.Get<IngestEvents>().RunAsync(source.Id, Encoding.UTF8.GetBytes(endless), EventOrigin.Sent, By, Cancelled);
        var result = (await data.Get<IngestEvents>().RedriveAsync(source.Id, which: null, By, Cancelled))!;

        Assert.Equal(4_000, Assert.Single(await ListAsync(data, source)).Raw.Length);
        await using var db = await data.OpenAsync();
        var kept = await db.UnreadableEvents.SingleAsync(Cancelled);
        Assert.True(kept.IsCut);
        Assert.Equal(UnreadableEvent.MostCharacters, kept.Raw.Length);
        Assert.Empty(result.Rejected);
    }

    [Fact]
    public async Task A_source_keeps_only_so_many_and_still_tells_the_sender()
    {
        await using var data = await TestPortalData.CreateAsync(Engine.Sqlite);
        var source = await SourceAsync(data);
        var lines = string.Join('\n', Enumerable.Range(0, UnreadableEvent.MostOfSource + 10).Select(i => $"{{\"n\":{i}}}"));

        var result = (await data.Get<IngestEvents>().RunAsync(source.Id, Encoding.UTF8.GetBytes(lines), EventOrigin.Sent, By, Cancelled))!;

        Assert.Equal(UnreadableEvent.MostOfSource + 10, result.Rejected.Count);
        await using var db = await data.OpenAsync();
        Assert.Equal(UnreadableEvent.MostOfSource, await db.UnreadableEvents.CountAsync(Cancelled));
    }

    [Fact]
    public async Task Who_may_not_send_events_may_not_have_them_read_again()
    {
        await using var data = await TestPortalData.CreateAsync(Engine.Sqlite);
        var source = await SourceAsync(data);

        await Assert.ThrowsAsync<AccessDeniedException>(async () => await data.Get<IngestEvents>().RedriveAsync(source.Id, which: null, await data.AsAsync(Role.Auditor), Cancelled));
        Assert.Null(await data.Get<IngestEvents>().RedriveAsync(SourceId.New(), which: null, By, Cancelled));
    }

    private static async Task<Source> SourceAsync(TestPortalData data)
    {
        var source = A.Source();
        await data.StoreAsync(source);
        return source;
    }

    private static async Task<IReadOnlyList<UnreadableEventRow>> ListAsync(TestPortalData data, Source source) =>
        (await data.Get<UnreadableEventQueries>().ListAsync(source.Id, new PageRequest(Limit: 50), By, Cancelled))!.Items;
}
