using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>The inventory at a glance counts what it says.</summary>
public sealed class InventorySummaryTests
{
    [Theory, OnEachEngine]
    public async Task Current_agents_are_counted_once_in_the_band_of_their_risk(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        int[] risks = [0, 24, 25, 50, 74, 75, 100];
        await data.StoreAsync([.. risks.Select(risk => OfRisk(risk, AgentStatus.Confirmed))]);
        await data.StoreAsync(OfRisk(100, AgentStatus.Retired), OfRisk(100, AgentStatus.Dismissed), OfRisk(30, AgentStatus.Discovered));

        var summary = await data.Get<InventorySummaryQueries>().ReadAsync(await data.AsAsync(Role.Auditor), TestContext.Current.CancellationToken);

        Assert.Equal([2, 2, 2, 2], summary.RiskBands);
        Assert.Equal(4, summary.HighRisk);
    }

    [Fact]
    public void The_bands_are_those_that_people_read() =>
        Assert.Equal([0, RiskBand.Medium, RiskBand.High, RiskBand.Critical], InventorySummary.RiskBandsFrom);

    [Theory, OnEachEngine]
    public async Task Agents_that_nobody_answers_for_are_those_without_an_owner_and_those_whose_owner_left(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var here = A.Person();
        var gone = A.Person(isActive: false);
        await data.StoreAsync(here, gone);
        await data.StoreAsync(An.Agent(owner: here.Id), An.Agent(owner: gone.Id), An.Agent(owner: gone.Id), An.Agent());
        await data.StoreAsync(An.Agent(status: AgentStatus.Retired));

        var summary = await data.Get<InventorySummaryQueries>().ReadAsync(await data.AsAsync(Role.Auditor), TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (summary.Orphans, summary.LeftBehind));
    }

    private static Agent OfRisk(int risk, AgentStatus status)
    {
        var agent = An.Agent(status: status);
        agent.Risk = risk;
        return agent;
    }
}
