using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes;

/// <summary>What is stored of events does not depend on how they were cut into files, nor on which file came first.</summary>
public sealed class ArrivalOrderTests
{
    // Some at the same second, some close, some so far apart that they are looked around one by one.
    private static readonly int[] Minutes = [0, 1, 1, 2, 30, 600, 601, 20_000, 20_001, 50_000];
    private static readonly string[] Roles = ["worker", "helper"];

    private static readonly Gen<Told[]> Events = Gen.Select(Gen.Int[0, Minutes.Length - 1], Gen.Int[0, 1], Gen.Int[0, 3], Gen.Int[0, 1_000])
        .Select((minute, role, fails, order) => new Told(Minutes[minute], Roles[role], fails == 0, order))
        .Array[1, 14];

    [Theory, OnEachEngine]
    public async Task Files_may_come_in_any_order_and_be_cut_anywhere(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await Gen.Select(Events, Gen.Int[1, 5]).SampleAsync(
            async (told, size) =>
            {
                var records = told.Select((t, i) => (t.Order, Record: t.RecordOf(i))).ToList();
                var (atOnce, inParts) = (A.Source(), A.Source());
                await data.StoreAsync(atOnce, inParts);

                await IngestEventsTests.IngestAsync(data, atOnce, [.. records.Select(r => r.Record)]);
                foreach (var file in records.OrderBy(r => r.Order).Select(r => r.Record).Chunk(size))
                {
                    await IngestEventsTests.IngestAsync(data, inParts, file);
                }

                Assert.Equal(await StoredAsync(data, atOnce), await StoredAsync(data, inParts));
            },
            iter: 150,
            threads: 1);
    }

    private static async Task<IReadOnlyList<(string EventId, string? Before, bool IsDerived, string? After)>> StoredAsync(TestPortalData data, Source source)
    {
        await using var db = await data.OpenAsync();
        var stored = await db.Changes.AsNoTracking().Where(c => c.SourceId == source.Id).OrderBy(c => c.EventId).ToListAsync();
        return stored.ConvertAll(c => (c.EventId, c.Before, c.IsBeforeDerived, c.After));
    }

    private sealed record Told(int Minute, string Role, bool Fails, int Order)
    {
        public string RecordOf(int number) => CloudTrail.Record(
            "PutRolePolicy",
            string.Create(CultureInfo.InvariantCulture, $"e{number:00}"),
            An.Instant.AddMinutes(Minute),
            new { roleName = Role, policyName = "inline", policyDocument = string.Create(CultureInfo.InvariantCulture, $"{{\"n\":{number}}}") },
            Fails ? "AccessDenied" : null);
    }
}
