using System.Globalization;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Platforms;
using Portal.Data.Reviews;
using Portal.Data.Timelines;
using Portal.Tests.Changes;
using Portal.Tests.Support;

namespace Portal.Tests.Timelines;

/// <summary>What a timeline counts is what is stored, whatever order events came in.</summary>
public sealed class TimelineQueriesTests
{
    private static readonly int[] Lengths = [1, 5, 400];

    private static readonly Caller By = Caller.System("tests");

    private static readonly Gen<(int Minute, int What, bool Fails, int Order)[]> Events =
        Gen.Select(Gen.Int[0, 6_000], Gen.Int[0, 3], Gen.Int[0, 4], Gen.Int[0, 1_000]).Select((minute, what, fails, order) => (minute, what, fails == 0, order)).Array[1, 20];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Counts_are_those_of_the_stored_parts_in_any_order_and_cut_and_when_identities_become_known_later(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await Gen.Select(Events, Gen.Int[1, 6]).SampleAsync(
            async (told, size) =>
            {
                var source = A.Source();
                var role = An.Identity(source);
                await data.StoreAsync(source, role);

                foreach (var file in told.Select((t, i) => (t.Order, Record: RecordOf(t.What, t.Minute, t.Fails, i, role.Name))).OrderBy(r => r.Order).Select(r => r.Record).Chunk(size))
                {
                    await IngestEventsTests.IngestAsync(data, source, file);
                    await IngestEventsTests.IngestAsync(data, source, file);
                }

                await using var db = await data.OpenAsync();
                var parts = await (
                    from party in db.ChangeParties
                    join change in db.Changes on party.Sequence equals change.Sequence
                    where party.IdentityId == role.Id
                    select new { party.At, party.IsSubject, change.Kind, Failed = change.Error != null }).ToListAsync();
                foreach (var days in Lengths)
                {
                    var range = TimelineRange.Of(An.Instant.AddDays(-1), An.Instant.AddDays(days), An.Instant);
                    var timeline = await data.Get<TimelineQueries>().OfIdentityAsync(role.Id, range, By, CancellationToken.None);
                    var expected = parts.FindAll(p => p.At >= range.From && p.At < range.To);
                    Assert.Equal(expected.Count, timeline.Steps.Sum(s => s.Count));
                    Assert.Equal(expected.Count(p => p.Failed), timeline.Steps.Sum(s => s.Failed));
                    Assert.Equal(expected.Count(p => p is { Failed: false, IsSubject: true, Kind: ChangeKind.PermissionGained }), timeline.Steps.Sum(s => s.Gave));
                    Assert.Equal(expected.Count(p => p is { Failed: false, IsSubject: true, Kind: ChangeKind.PermissionLost }), timeline.Steps.Sum(s => s.Took));
                    Assert.Equal(
                        expected.GroupBy(p => range.StepOf(p.At)).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())),
                        timeline.Steps.Select((s, i) => (i, s.Count)).Where(s => s.Count > 0));
                }
            },
            iter: 40,
            threads: 1);
    }

    [Theory, OnEachEngine]
    public async Task Opening_reads_no_more_when_there_are_more_changes(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        var (quiet, busy) = (An.Identity(source), An.Identity(source));
        await data.StoreAsync(source, quiet, busy);
        await IngestEventsTests.IngestAsync(data, source, CloudTrail.Attach("q", An.Instant, quiet.Name, "A"));
        await IngestEventsTests.IngestAsync(data, source, [.. Enumerable.Range(0, 500).Select(i => CloudTrail.Attach($"e{i}", An.Instant.AddSeconds(i), busy.Name, "A"))]);

        await using var db = await data.OpenAsync();
        var rows = await db.IdentityHours.GroupBy(h => h.IdentityId).Select(g => new { g.Key, Rows = g.Count(), Gave = g.Sum(h => h.Gave) }).ToListAsync(Token);

        Assert.Equal((1, 1), (rows.Single(r => r.Key == quiet.Id).Rows, rows.Single(r => r.Key == quiet.Id).Gave));
        Assert.Equal((1, 500), (rows.Single(r => r.Key == busy.Id).Rows, rows.Single(r => r.Key == busy.Id).Gave));
    }

    [Theory, OnEachEngine]
    public async Task Reviews_answers_remediations_and_handovers_stand_beside_the_changes(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var organization = new StaffedOrganization(data.Services);
        await organization.EnterAsync();
        await using var db = await data.OpenAsync();
        var item = await db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).FirstAsync(Token);
        var range = TimelineRange.Of(data.Clock.GetUtcNow().AddDays(-30), data.Clock.GetUtcNow().AddDays(1), data.Clock.GetUtcNow());

        var ofIdentity = await data.Get<TimelineQueries>().OfIdentityAsync(item.IdentityId, range, By, Token);
        var ofAgent = await data.Get<TimelineQueries>().OfAgentAsync(item.AgentId, range, By, Token);

        Assert.Contains(ofIdentity.Marks, m => m.Kind == TimelineMarkKind.ReviewAsked);
        Assert.Contains(ofAgent.Marks, m => m.Kind == TimelineMarkKind.ReviewAsked);
        Assert.All(ofIdentity.Marks.Concat(ofAgent.Marks), m => Assert.InRange(m.At, range.From, range.To));
    }

    private static string RecordOf(int what, int minute, bool fails, int number, string role)
    {
        var (id, at, error) = (string.Create(CultureInfo.InvariantCulture, $"e{number:00}"), An.Instant.AddMinutes(minute), fails ? "AccessDenied" : null);
        return what switch
        {
            0 => CloudTrail.Attach(id, at, role, "A", error),
            1 => CloudTrail.Record("DetachRolePolicy", id, at, new { roleName = role, policyArn = CloudTrail.PolicyArn("A") }, error),
            2 => CloudTrail.Record("AttachRolePolicy", id, at, new { roleName = role, policyArn = CloudTrail.PolicyArn("A") }, error, actor: role),
            _ => CloudTrail.Record("CreatePolicyVersion", id, at, new { policyArn = CloudTrail.PolicyArn("A"), policyDocument = "{}", setAsDefault = true }, error, actor: role),
        };
    }
}
