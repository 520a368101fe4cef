using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Data.Access;
using Portal.Data.Inventory;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Journeys;

/// <summary>A new owner learns on a phone, without scripts, what came to them, and says who answers for it.</summary>
[Collection(BrowserTests.Name)]
public sealed class InheritedAgentsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_agent_is_confirmed_and_another_handed_on_from_a_phone_without_scripts()
    {
        await using var portal = await PortalServer.StartAsync();
        var (agents, rafael) = await LeaveAsync(portal);
        Assert.InRange(agents.Count, 2, int.MaxValue);
        var (mine, other) = (agents[0], agents[1]);

        await Visitor.VisitAsync(portal, Screen.Narrow.WithoutScripts, "manager", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/agents/inherited");
            await visitor.CheckAccessibilityAsync();
            await visitor.PictureAsync("inherited");
            await Section(page, mine).GetByLabel("I answer for it").CheckAsync();
            await Section(page, other).GetByLabel("Somebody else does").CheckAsync();
            await Section(page, other).GetByLabel("Their mail address").FillAsync("nobody@larkspur.example");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }).ClickAsync();
            await Section(page, other).GetByText("nobody with this mail address works here").WaitForAsync();
            await Assertions.Expect(Section(page, mine)).ToHaveCountAsync(0);
            await Section(page, other).GetByLabel("Their mail address").FillAsync("TOMAS.dvorak@larkspur.example");
            await page.GetByRole(AriaRole.Button, new() { Name = "Save my answers" }).ClickAsync();
            await page.GetByText("Saved").First.WaitForAsync();
        });

        await using var db = await portal.OpenDatabaseAsync();
        var tomas = await db.People.SingleAsync(p => p.Email == "tomas.dvorak@larkspur.example", Token);
        var (confirmed, handed) = (await db.Agents.SingleAsync(a => a.Id == mine.Id, Token), await db.Agents.SingleAsync(a => a.Id == other.Id, Token));
        Assert.Equal((rafael, (PersonId?)null), (confirmed.OwnerId!.Value, confirmed.InheritedFromId));
        Assert.Equal((tomas.Id, (PersonId?)rafael), (handed.OwnerId!.Value, handed.InheritedFromId));
        Assert.Contains(await db.Set<Data.Mail.OutboxMessage>().ToListAsync(Token), m => m.ToPersonId == tomas.Id && m.Text.Contains("/agents/inherited", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_agents_page_says_it_and_its_new_owner_confirms_it_there()
    {
        await using var portal = await PortalServer.StartAsync();
        var (agents, _) = await LeaveAsync(portal);

        await Visitor.VisitAsync(portal, Screen.Desktop, "manager", async visitor =>
        {
            var page = visitor.Page;
            await visitor.GoAsync("/agents?handover=inherited");
            await page.GetByRole(AriaRole.Link, new() { Name = agents[0].Name, Exact = true }).ClickAsync();
            await page.GetByText("has not confirmed it").WaitForAsync();
            await visitor.CheckAccessibilityAsync();
            await visitor.PictureAsync("inherited-agent");
            await page.GetByRole(AriaRole.Button, new() { Name = "I answer for it" }).ClickAsync();
            await Assertions.Expect(page.GetByText("has not confirmed it")).ToHaveCountAsync(0);
        });
    }

    private static ILocator Section(IPage page, Agent agent) => page.Locator($"section[aria-labelledby='agent-{agent.Id.Value:n}']");

    /// <summary>Lets someone whom the manager of the demo manages leave.</summary>
    private static async Task<(IReadOnlyList<Agent> Agents, PersonId Manager)> LeaveAsync(PortalServer portal)
    {
        await using var db = await portal.OpenDatabaseAsync();
        var rafael = await db.People.SingleAsync(p => p.Email == "rafael.ortiz@larkspur.example", Token);
        var agents = db.Agents.Where(a => a.Status == AgentStatus.Confirmed);
        var leaver = await db.People.FirstAsync(p => p.ManagerId == rafael.Id && p.IsActive && p.Email != "tomas.dvorak@larkspur.example" && agents.Count(a => a.OwnerId == p.Id) >= 1, Token);
        await portal.Get<SettlePerson>().DisableAsync(leaver.Id, "Left.", Caller.System("tests"), Token);
        return (await db.Agents.AsNoTracking().Where(a => a.OwnerId == rafael.Id && a.InheritedAt != null).OrderByDescending(a => a.Risk).ThenBy(a => a.Name).ToListAsync(Token), rafael.Id);
    }
}
