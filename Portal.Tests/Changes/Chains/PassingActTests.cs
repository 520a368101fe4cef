using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Chains;

/// <summary>Acts that destroy something and name no agent wait for a while, and become changes once a call of an agent explains them.</summary>
public sealed class PassingActTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task It_becomes_a_change_when_the_call_arrives_later_and_is_counted_once(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, one) = (A.Source(), ChainCase.Named("agent invokes a function, its role deletes"));
        await data.StoreAsync(source);

        var first = await IngestAsync(data, source, one, "a1");
        var again = await IngestAsync(data, source, one, "a1");
        var late = await IngestAsync(data, source, one, "l1");
        var repeated = await IngestAsync(data, source, one, "a1", "l1");

        Assert.Equal((0, 0, 1), (first.Accepted, first.Duplicates, first.Ignored));
        Assert.Equal((0, 0, 1), (again.Accepted, again.Duplicates, again.Ignored));
        Assert.Equal((1, 0, 0), (late.Accepted, late.Duplicates, late.Ignored));
        Assert.Equal((0, 2, 0), (repeated.Accepted, repeated.Duplicates, repeated.Ignored));
        await using var db = await data.OpenAsync();
        Assert.Equal(["l1", "a1"], await db.Changes.OrderBy(c => c.Sequence).Select(c => c.EventId).ToListAsync(Token));
        Assert.Equal((0, 0), (await db.PassingActs.CountAsync(Token), await db.PassingKeys.CountAsync(Token)));
    }

    [Theory, OnEachEngine]
    public async Task What_waits_too_long_is_forgotten(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        await data.StoreAsync(source);
        await IngestAsync(data, source, ChainCase.Named("before the call"), "a1");

        data.Clock.Advance(PassingAct.KeptFor + TimeSpan.FromMinutes(1));
        await IngestEventsTests.IngestAsync(data, source, ChainCase.Named("agent starts a build").Events.Select(e => e.GetRawText()).Last().Replace("\"a1\"", "\"a2\"", StringComparison.Ordinal));

        await using var db = await data.OpenAsync();
        Assert.Equal(["a2"], await db.PassingActs.Select(a => a.EventId).ToListAsync(Token));
        Assert.Equal(["a2"], await db.PassingKeys.Select(k => k.EventId).Distinct().ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task One_that_came_again_as_a_known_agents_act_is_no_change_twice(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, one) = (A.Source(), ChainCase.Named("agent invokes a function, its role deletes"));
        await data.StoreAsync(source);
        await IngestAsync(data, source, one, "a1");
        var role = An.Identity(source, "cleanup-role", confidence: 80);
        await data.StoreAsync(role);
        await IngestAsync(data, source, one, "a1");

        await IngestAsync(data, source, one, "l1");

        await using var db = await data.OpenAsync();
        Assert.Equal(["a1", "l1"], await db.Changes.OrderBy(c => c.EventId).Select(c => c.EventId).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Calls_that_an_earlier_release_stored_are_known_by_what_they_lead_to_after_one_start(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var (source, one) = (A.Source(), ChainCase.Named("agent takes on a role, the session changes permissions"));
        await data.StoreAsync(source);
        await IngestAsync(data, source, one, "l1", "a1");
        await using var db = await data.OpenAsync();
        var before = await db.ChainLeads.AsNoTracking().ToListAsync(Token);
        await db.ChainLeads.ExecuteDeleteAsync(Token);

        var noted = await data.Get<NoteEarlierLeads>().RunAsync(Caller.System("tests"), Token);
        var again = await data.Get<NoteEarlierLeads>().RunAsync(Caller.System("tests"), Token);

        Assert.Equal((1, 0), (noted, again));
        Assert.Equivalent(Assert.Single(before), Assert.Single(await db.ChainLeads.AsNoTracking().ToListAsync(Token)), strict: true);
    }

    private static async Task<IngestResult> IngestAsync(TestPortalData data, Source source, ChainCase one, params string[] events) =>
        (await data.Get<IngestEvents>().RunAsync(
            source.Id,
            CloudTrail.File(one.Events.Where(e => events.Contains(e.GetProperty("eventID").GetString())).Select(e => e.GetRawText())),
            EventOrigin.Sent,
            Caller.System("tests"),
            Token))!;
}
