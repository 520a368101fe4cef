using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Chains;

/// <summary>What is kept and what is joined does not depend on how events were cut into files, on which came first, or on how often it came.</summary>
public sealed class ChainOrderTests
{
    // Just within and just outside of what a run of a function takes; minutes.
    private static readonly int[] Minutes = [0, 1, 14, 15, 16, 30, 31, 600];

    private static readonly Gen<Told[]> Events = Gen.Select(Gen.Int[0, Minutes.Length - 1], Gen.Int[0, 5], Gen.Int[0, 1_000])
        .Select((minute, what, order) => new Told(Minutes[minute], what, order))
        .Array[1, 10];

    [Theory, OnEachEngine]
    public async Task Files_may_come_in_any_order_be_cut_anywhere_and_come_again(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var run = 0;
        await Gen.Select(Events, Gen.Int[1, 4]).SampleAsync(
            async (told, size) =>
            {
                var (atOnce, inParts) = (A.Source(), A.Source());
                await data.StoreAsync(atOnce, inParts);
                // An account for each, so that the one does not lead to the other.
                var (one, other) = ((100_000_000_000 + run++).ToString(CultureInfo.InvariantCulture), (100_000_000_000 + run++).ToString(CultureInfo.InvariantCulture));

                await IngestEventsTests.IngestAsync(data, atOnce, [.. told.Select((t, i) => t.RecordOf(i, one))]);
                foreach (var file in told.Select((t, i) => (t.Order, Record: t.RecordOf(i, other))).OrderBy(r => r.Order).Select(r => r.Record).Chunk(size))
                {
                    await IngestEventsTests.IngestAsync(data, inParts, file);
                    await IngestEventsTests.IngestAsync(data, inParts, [.. file.Reverse()]);
                }

                Assert.Equal(await StoredAsync(data, atOnce, one), await StoredAsync(data, inParts, other));
                Assert.Equal(Expected(told), (await StoredAsync(data, atOnce, one)).Select(s => s.EventId));
            },
            iter: 60,
            threads: 1);
    }

    /// <summary>The rule in one line: what names an agent is kept, and what was destroyed within a quarter of an hour after such a call.</summary>
    private static List<string> Expected(Told[] told) =>
    [
        .. told
            .Select((t, i) => (Event: t, Id: Told.IdOf(i)))
            .Where(e => e.Event.IsLead || told.Any(lead => lead.IsLead && lead.Function == e.Event.Function && lead.Minute <= e.Event.Minute && e.Event.Minute - lead.Minute <= 15))
            .Select(e => e.Id)
            .Order(StringComparer.Ordinal),
    ];

    private static async Task<IReadOnlyList<(string EventId, string Chain)>> StoredAsync(TestPortalData data, Source source, string account)
    {
        await using var db = await data.OpenAsync();
        var stored = await db.Changes.AsNoTracking().Where(c => c.SourceId == source.Id).OrderBy(c => c.EventId).ToListAsync();
        var told = new List<(string, string)>();
        foreach (var change in stored)
        {
            var chain = await data.Get<ChainQueries>().FindAsync(change.Id, Caller.System("tests"), CancellationToken.None);
            told.Add((change.EventId, string.Join(";", chain!.Explanations.Select(e =>
                string.Create(CultureInfo.InvariantCulture, $"{e.Agent} {e.Count} {string.Join(",", e.Hops.SelectMany(h => h.Evidence).Select(v => $"{v.EventId} {v.Text}"))}"))).Replace(account, "account", StringComparison.Ordinal)));
        }
        return told;
    }

    private sealed record Told(int Minute, int What, int Order)
    {
        public bool IsLead => What % 3 != 2;

        public string Function => What < 3 ? "cleanup" : "reports";

        public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"e{number:00}");

        public string RecordOf(int number, string account)
        {
            var (id, at) = (IdOf(number), An.Instant.AddMinutes(Minute));
            var record = IsLead
                ? CloudTrail.Record("Invoke", id, at, new { functionName = Function }, actor: What % 3 == 0 ? "Developers" : "Operators", service: "lambda")
                    .Replace("aws-sdk-go-v2/1.30.3", "aws-cli/2.36.7 md/awscrt#0.31.2 ua/2.1 os/macos#25.1.0 m/b,AN,E", StringComparison.Ordinal)
                : CloudTrail.Record("DeleteTable", id, at, new { tableName = "orders" }, actor: Function, service: "dynamodb")
                    .Replace("/session\"", $"/{Function}\"", StringComparison.Ordinal);
            return record.Replace(CloudTrail.Account, account, StringComparison.Ordinal);
        }
    }
}
