using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Changes;
using Portal.Data.Changes.Chains;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Changes.Chains;

/// <summary>The labelled set of chains: what may have led to an act that names no agent, whichever event came first.</summary>
public sealed class ChainSetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Each_act_gets_its_explanations_in_any_order_of_arrival(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        foreach (var one in ChainCase.All)
        {
            List<IReadOnlyList<string>> orders = [];
            var records = one.Events.Select(e => e.GetRawText()).ToList();
            orders.Add(records);
            orders.Add([.. Enumerable.Reverse(records)]);
            foreach (var (order, isCut) in orders.SelectMany(o => new[] { (o, true), (o, false) }))
            {
                var source = A.Source();
                await data.StoreAsync(source);
                foreach (var file in isCut ? order.Select(r => new[] { r }) : [[.. order]])
                {
                    await IngestEventsTests.IngestAsync(data, source, file);
                }
                await AssertAsync(data, source, one);
                await EmptyAsync(data);
            }
        }
    }

    [Fact]
    public void There_are_forgeries_contested_ones_and_some_without_a_chain()
    {
        Assert.True(ChainCase.All.Count >= 30);
        Assert.Contains(ChainCase.All, one => one.IsForgery);
        Assert.Contains(ChainCase.All, one => one.Agents.Count > 1);
        Assert.Contains(ChainCase.All, one => one is { Agents.Count: 0, IsStored: false });
        Assert.Contains(ChainCase.All, one => one is { Agents.Count: 0, IsStored: true });
        Assert.All(ChainCase.All, one => Assert.False(string.IsNullOrWhiteSpace(one.Because)));
    }

    private static async Task AssertAsync(TestPortalData data, Source source, ChainCase one)
    {
        var because = $"{one.Name}: {one.Because}";
        await using var db = await data.OpenAsync();
        var act = await db.Changes.AsNoTracking().SingleOrDefaultAsync(c => c.SourceId == source.Id && c.EventId == one.Act, Token);
        Assert.True(one.IsStored == act is not null, because);
        if (act is null)
        {
            return;
        }
        var chain = (await data.Get<ChainQueries>().FindAsync(act.Id, Caller.System("tests"), Token))!;
        Assert.Equal((because, string.Join(", ", one.Agents)), (because, string.Join(", ", chain.Explanations.Select(e => e.Agent))));
        Assert.Equal(AttributionGrade.D, chain.Grade);
        Assert.Equal(one.Agents.Count > 1, chain.IsContested);
        Assert.All(chain.Explanations, e => Assert.Equal(Enum.GetValues<ChainHopKind>(), e.Hops.Select(h => h.Kind)));
        var broken = chain.Explanations.SelectMany(e => e.Hops).Where(h => h.IsBroken).ToList();
        Assert.All(broken, hop => Assert.Equal((AttributionGrade.D, 2), (hop.Grade, hop.Evidence.Count)));
        Assert.All(one.Evidence, line => Assert.Contains(line, broken.SelectMany(h => h.Evidence).Select(e => e.Text)));
        // What the event itself says stays as it is.
        Assert.True(one.Agents.Count == 0 || act is { NamedAgent: null, AgentGrade: AttributionGrade.Unknown }, because);
        foreach (var evidence in chain.Explanations.SelectMany(e => e.Hops).SelectMany(h => h.Evidence))
        {
            Assert.Contains(ValueOf(evidence.Text), await db.Changes.Where(c => c.Id == evidence.ChangeId).Select(c => c.Raw).SingleAsync(Token), StringComparison.Ordinal);
        }
    }

    // "userAgent m/ = AQ (Kiro CLI)" explains a code.
    private static string ValueOf(string line)
    {
        var value = line[(line.IndexOf(" = ", StringComparison.Ordinal) is var at and >= 0 ? at + 3 : 0)..];
        return line.StartsWith("userAgent m/", StringComparison.Ordinal) ? value[..2] : value;
    }

    private static async Task EmptyAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        await db.ChainLeads.ExecuteDeleteAsync(Token);
        await db.PassingKeys.ExecuteDeleteAsync(Token);
        await db.PassingActs.ExecuteDeleteAsync(Token);
    }
}
