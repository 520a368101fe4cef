using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Changes;
using Portal.Data.Changes.Delegates;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Delegates;

/// <summary>Delegated identities do not depend on how events were cut into files, on which file came first, or on how often it came.</summary>
public sealed class DelegateOrderTests
{
    private static readonly string?[] People = ["dana", "robin", null];

    private static readonly Gen<Told[]> Events = Gen.Select(Gen.Int[0, 20], Gen.Int[0, 2], Gen.Int[0, 3], Gen.Int[0, 1_000])
        .Select((minute, person, agent, order) => new Told(minute, People[person], agent, order))
        .Array[1, 12];

    [Theory, OnEachEngine]
    public async Task Files_may_come_in_any_order_be_cut_anywhere_and_come_again(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await Gen.Select(Events, Gen.Int[1, 5]).SampleAsync(
            async (told, size) =>
            {
                var records = told.Select((t, i) => (t.Order, Record: t.RecordOf(i))).ToList();
                var (atOnce, inParts) = (await DelegateCase.CreateAsync(data), await DelegateCase.CreateAsync(data));

                await atOnce.IngestAsync([.. records.Select(r => r.Record)]);
                foreach (var file in records.OrderBy(r => r.Order).Select(r => r.Record).Chunk(size))
                {
                    await inParts.IngestAsync(file);
                    await inParts.IngestAsync([.. file.Reverse()]);
                }

                Assert.Equal(await StoredAsync(atOnce), await StoredAsync(inParts));
            },
            iter: 60,
            threads: 1);
    }

    private static async Task<IReadOnlyList<string>> StoredAsync(DelegateCase made)
    {
        await using var db = await made.Data.OpenAsync();
        var stored = await (
            from d in db.Delegates.AsNoTracking()
            where d.IdentityId == made.Role.Id
            join agent in db.Changes on d.AgentSequence equals agent.Sequence
            join initiator in db.Changes on d.InitiatorSequence equals initiator.Sequence
            select new { Delegate = d, Agent = agent.EventId, Initiator = initiator.EventId }).ToListAsync();
        return [.. stored
            .Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Delegate.Initiator}|{s.Delegate.Agent}|{s.Delegate.FirstAt:O}|{s.Delegate.LastAt:O}|{s.Delegate.Count}|{s.Delegate.AgentGrade}|{s.Agent}|{s.Delegate.InitiatorGrade}|{s.Initiator}"))
            .Order(StringComparer.Ordinal)];
    }

    private sealed record Told(int Minute, string? Person, int Agent, int Order)
    {
        public string RecordOf(int number)
        {
            var (id, at) = (string.Create(CultureInfo.InvariantCulture, $"e{number:00}"), An.Instant.AddMinutes(Minute));
            return Agent switch
            {
                0 => DelegateCase.ByClaude(id, at, Person),
                1 => DelegateCase.ByMcp(id, at, Person),
                2 => DelegateCase.Marked(id, at, "kiro-cli/1.0", Person),
                _ => DelegateCase.Marked(id, at, "aws-sdk-go-v2/1.30.3", Person, "AddPermission"),
            };
        }
    }
}
