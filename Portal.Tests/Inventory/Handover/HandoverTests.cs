using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Data.Inventory.Handover;
using Portal.Data.Mail;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory.Handover;

/// <summary>What becomes of the agents of people who leave, and what their new owners say.</summary>
public sealed class HandoverTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_leavers_agents_move_at_once_and_are_marked_recorded_and_told_in_one_mail_to_each_new_owner(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (mia, sam) = (A.Person("Mia Manager"), A.Person("Sam Sponsor"));
        var olga = A.Person("Olga Owner", email: "olga@example.com", manager: mia.Id);
        var (sponsored, first, second) = (An.Agent("Sponsored", olga.Id, sam.Id), An.Agent("First", olga.Id), An.Agent("Second", olga.Id));
        var retired = An.Agent("Retired", olga.Id, status: AgentStatus.Retired);
        await portal.StoreAsync(mia, sam, olga);
        await portal.StoreAsync(sponsored, first, second, retired, An.Agent("Another's", mia.Id));

        await LeaveAsync(portal, "olga@example.com");

        await using var db = await portal.OpenAsync();
        var agents = await db.Agents.ToDictionaryAsync(a => a.Name, StringComparer.Ordinal, Token);
        Assert.Equal((sam.Id, olga.Id, An.Instant), (agents["Sponsored"].OwnerId, agents["Sponsored"].InheritedFromId, agents["Sponsored"].InheritedAt));
        Assert.All([agents["First"], agents["Second"]], a => Assert.Equal((mia.Id, olga.Id), (a.OwnerId, a.InheritedFromId)));
        Assert.Equal((olga.Id, (PersonId?)null), (agents["Retired"].OwnerId, agents["Retired"].InheritedFromId));
        Assert.Null(agents["Another's"].InheritedFromId);
        Assert.Contains(agents["First"].RiskReasons, r => r.Fact == "Its owner inherited it and has not confirmed that");
        var entries = await db.AuditEntries.Where(e => e.Action == "agent.inherit").ToListAsync(Token);
        Assert.Equal(["First", "Second", "Sponsored"], entries.Select(e => e.SubjectName).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Equal("Olga Owner left.", e.Reason));
        var mails = await db.OutboxMessages.OrderBy(m => m.ToName).ToListAsync(Token);
        Assert.Equal([("Mia Manager", "Left: 2 from Olga Owner"), ("Sam Sponsor", "Left: 1 from Olga Owner")], mails.Select(m => (m.ToName, m.Subject)));
    }

    [Theory, OnEachEngine]
    public async Task When_a_whole_line_leaves_at_once_the_next_who_is_here_inherits_and_nothing_moves_twice(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (top, other) = (A.Person(), A.Person());
        var middle = A.Person(email: "middle@example.com", manager: top.Id);
        var olga = A.Person(email: "olga@example.com", manager: middle.Id);
        var (agent, middles) = (An.Agent(owner: olga.Id), An.Agent(owner: middle.Id));
        await portal.StoreAsync(top, other, middle, olga);
        await portal.StoreAsync(agent, middles);

        await LeaveAsync(portal, "olga@example.com", "middle@example.com");
        portal.Clock.Advance(TimeSpan.FromHours(1));
        await LeaveAsync(portal, "olga@example.com", "middle@example.com");

        await using var db = await portal.OpenAsync();
        Assert.All(await db.Agents.ToListAsync(Token), a => Assert.Equal((top.Id, An.Instant), (a.OwnerId, a.InheritedAt)));
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "agent.inherit", Token));
    }

    [Theory, OnEachEngine]
    public async Task Without_anybody_to_inherit_it_an_agent_is_ownerless_and_found_by_that(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var olga = A.Person("Olga", email: "olga@example.com");
        await portal.StoreAsync(olga);
        await portal.StoreAsync(An.Agent("Lost", olga.Id), An.Agent("Never had one"));

        await LeaveAsync(portal, "olga@example.com");

        var auditor = await portal.AsAsync(Role.Auditor);
        var found = Assert.Single((await portal.Get<AgentQueries>().ListAsync(new() { Handover = AgentHandover.Ownerless }, new(), auditor, Token)).Items);
        Assert.Equal(("Lost", (PersonRef?)null, "Olga", false), (found.Name, found.Owner, found.Inherited!.From.Name, found.Inherited.From.IsActive));
        await using var db = await portal.OpenAsync();
        Assert.Empty(await db.OutboxMessages.ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task Who_only_sponsored_leaves_the_agent_with_its_owner_and_a_flag_until_they_are_back(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (olga, sam) = (A.Person(), A.Person(email: "sam@example.com"));
        var agent = An.Agent(owner: olga.Id, sponsor: sam.Id);
        await portal.StoreAsync(olga, sam);
        await portal.StoreAsync(agent);
        var auditor = await portal.AsAsync(Role.Auditor);

        await LeaveAsync(portal, "sam@example.com");

        var found = Assert.Single((await portal.Get<AgentQueries>().ListAsync(new() { Handover = AgentHandover.SponsorLeft }, new(), auditor, Token)).Items);
        Assert.Equal((olga.Id, (Inheritance?)null), (found.Owner!.Id, found.Inherited));
        Assert.Contains(found.RiskReasons, r => r.Fact == "Its sponsor left");
        Assert.Equal((0, 1), await CountsAsync());
        Assert.Equal(PersonSettled.Done, await portal.Get<SettlePerson>().EnableAsync(sam.Id, reason: null, Caller.System("tests"), Token));
        Assert.DoesNotContain((await portal.Get<AgentQueries>().FindAsync(agent.Id, auditor, Token))!.Agent.RiskReasons, r => r.Fact == "Its sponsor left");
        Assert.Equal((0, 0), await CountsAsync());

        async Task<(int Inherited, int Unsponsored)> CountsAsync()
        {
            var summary = await portal.Get<InventorySummaryQueries>().ReadAsync(auditor, Token);
            return (summary.Inherited, summary.Unsponsored);
        }
    }

    [Theory, OnEachEngine]
    public async Task The_new_owner_confirms_and_nobody_else_can(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (mia, agent) = await InheritedAsync(portal);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);

        Assert.Equal(OwnershipAnswered.NotYours, await AnswerAsync(portal, new(agent, HandTo: null), engineer));
        Assert.Equal(OwnershipAnswered.NotYours, await AnswerAsync(portal, new(agent, HandTo: null), await portal.AsTokenAsync(TokenScope.Admin)));
        Assert.Equal(OwnershipAnswered.NotFound, await AnswerAsync(portal, new(AgentId.New(), HandTo: null), By(mia)));
        Assert.Equal(OwnershipAnswered.Done, await AnswerAsync(portal, new(agent, HandTo: null), By(mia)));
        Assert.Equal(OwnershipAnswered.NotOpen, await AnswerAsync(portal, new(agent, HandTo: null), By(mia)));

        var row = (await portal.Get<AgentQueries>().FindAsync(agent, engineer, Token))!.Agent;
        Assert.Equal((mia.Id, (Inheritance?)null), (row.Owner!.Id, row.Inherited));
        Assert.DoesNotContain(row.RiskReasons, r => r.Factor == RiskFactor.Owner);
        await using var db = await portal.OpenAsync();
        Assert.Equal(1, await db.AuditEntries.CountAsync(e => e.Action == "agent.takeOn" && e.Outcome == AuditOutcome.Done, Token));
    }

    [Theory, OnEachEngine]
    public async Task The_new_owner_hands_it_on_to_somebody_who_is_here_and_is_asked_in_turn(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (mia, agent) = await InheritedAsync(portal);
        var (next, gone) = (A.Person("Nora Next"), A.Person(isActive: false));
        await portal.StoreAsync(next, gone);

        Assert.Equal(OwnershipAnswered.NobodyToAnswer, await AnswerAsync(portal, new(agent, gone.Id), By(mia)));
        Assert.Equal(OwnershipAnswered.NobodyToAnswer, await AnswerAsync(portal, new(agent, mia.Id), By(mia)));
        Assert.Equal(OwnershipAnswered.Done, await AnswerAsync(portal, new(agent, next.Id), By(mia)));

        await using var db = await portal.OpenAsync();
        var moved = await db.Agents.SingleAsync(Token);
        Assert.Equal((next.Id, mia.Id), (moved.OwnerId, moved.InheritedFromId));
        Assert.Contains(await db.OutboxMessages.ToListAsync(Token), m => m.ToName == "Nora Next" && m.Subject == "HandedOn: 1 from Mia Manager");
        Assert.Equal(OwnershipAnswered.Done, await AnswerAsync(portal, new(agent, HandTo: null), By(next)));
    }

    [Theory, OnEachEngine]
    public async Task Another_owner_chosen_by_who_runs_the_inventory_settles_it(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (_, agent) = await InheritedAsync(portal);
        var chosen = A.Person();
        await portal.StoreAsync(chosen);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);

        await portal.Get<UpdateAgent>().RunAsync(agent, new AgentPatch { Purpose = "Something else" }, engineer, Token);
        Assert.NotNull((await portal.Get<AgentQueries>().FindAsync(agent, engineer, Token))!.Agent.Inherited);
        await portal.Get<UpdateAgent>().RunAsync(agent, new AgentPatch { Owner = new(chosen.Id) }, engineer, Token);

        Assert.Null((await portal.Get<AgentQueries>().FindAsync(agent, engineer, Token))!.Agent.Inherited);
    }

    private static Caller By(Person person) => TestPortalData.By(person, Role.Owner);

    private static async Task<(Person Mia, AgentId Agent)> InheritedAsync(TestPortalData portal)
    {
        var mia = A.Person("Mia Manager");
        var olga = A.Person("Olga Owner", email: "olga@example.com", manager: mia.Id);
        var agent = An.Agent(owner: olga.Id);
        await portal.StoreAsync(mia, olga);
        await portal.StoreAsync(agent);
        await LeaveAsync(portal, "olga@example.com");
        return (mia, agent.Id);
    }

    private static async Task<OwnershipAnswered> AnswerAsync(TestPortalData portal, OwnershipAnswer answer, Caller by) =>
        (await portal.Get<AnswerForAgents>().RunAsync([answer], by, Token))[0];

    private static async Task LeaveAsync(TestPortalData portal, params IReadOnlyList<string> emails)
    {
        await using var db = await portal.OpenAsync();
        var people = await db.People.Where(p => emails.Contains(p.Email)).ToListAsync(Token);
        var managers = await db.People.ToDictionaryAsync(p => p.Id, p => p.Email, Token);
        var lines = people.Select(p => $"{p.Email},{p.Name},left,{(p.ManagerId is { } manager ? managers[manager] : string.Empty)}");
        using var csv = new StringReader(string.Join('\n', lines.Prepend("email,name,status,manager")));
        await portal.Get<ImportPeople>().RunAsync(csv, Caller.System("tests"), Token);
    }
}
