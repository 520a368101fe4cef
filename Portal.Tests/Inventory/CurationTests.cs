using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Inventory;
using Portal.Data.Inventory.Curation;
using Portal.Tests.Support;

namespace Portal.Tests.Inventory;

/// <summary>What people say about agents and identities.</summary>
public sealed class CurationTests
{
    [Theory, OnEachEngine]
    public async Task A_new_agent_is_confirmed_and_found_by_any_word_of_its_name(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);

        var made = await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Kiro, infrastructure"), engineer, Now());

        Assert.Equal(AgentSaved.Saved, made.Outcome);
        var found = await portal.Get<AgentQueries>().ListAsync(new() { Q = "infra" }, new(), engineer, Now());
        Assert.Equal(AgentStatus.Confirmed, Assert.Single(found.Items).Status);
    }

    [Theory, OnEachEngine]
    public async Task A_renamed_agent_is_found_by_its_new_name_only(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var id = (await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Kiro"), engineer, Now())).Agent!.Value;

        await portal.Get<UpdateAgent>().RunAsync(id, new AgentPatch { Name = "Otter" }, engineer, Now());

        Assert.Empty((await portal.Get<AgentQueries>().ListAsync(new() { Q = "kiro" }, new(), engineer, Now())).Items);
        Assert.Single((await portal.Get<AgentQueries>().ListAsync(new() { Q = "otter" }, new(), engineer, Now())).Items);
    }

    [Theory, OnEachEngine]
    public async Task Two_agents_never_share_a_name(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Kiro"), engineer, Now());
        var other = await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Otter"), engineer, Now());

        Assert.Equal(AgentSaved.NameTaken, (await portal.Get<CreateAgent>().RunAsync(new AgentDraft("Kiro"), engineer, Now())).Outcome);
        Assert.Equal(AgentSaved.NameTaken, (await portal.Get<UpdateAgent>().RunAsync(other.Agent!.Value, new AgentPatch { Name = "Kiro" }, engineer, Now())).Outcome);
    }

    [Theory, OnEachEngine]
    public async Task A_change_made_on_an_old_version_is_refused(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var agent = An.Agent();
        await portal.StoreAsync(agent);

        var first = await portal.Get<UpdateAgent>().RunAsync(agent.Id, new AgentPatch { Version = 0, Purpose = "mine" }, engineer, Now());
        var second = await portal.Get<UpdateAgent>().RunAsync(agent.Id, new AgentPatch { Version = 0, Purpose = "theirs" }, engineer, Now());

        Assert.Equal((AgentSaved.Saved, AgentSaved.ChangedMeanwhile), (first.Outcome, second.Outcome));
        await using var db = await portal.OpenAsync();
        Assert.Equal("mine", (await db.Agents.SingleAsync(Now())).Purpose);
    }

    [Theory, OnEachEngine]
    public async Task An_owner_must_be_someone_who_is_here_and_nobody_is_a_choice_too(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var (here, left) = (A.Person(), A.Person(isActive: false));
        var agent = An.Agent();
        await portal.StoreAsync(here, left, agent);

        Assert.Equal(AgentSaved.NobodyToAnswer, (await OwnAsync(left.Id)).Outcome);
        Assert.Equal(AgentSaved.NobodyToAnswer, (await OwnAsync(PersonId.New())).Outcome);
        Assert.Equal(AgentSaved.Saved, (await OwnAsync(here.Id)).Outcome);
        Assert.Contains(Role.Owner, (await portal.Get<Portal.Data.People.CallerDirectory>().FindPersonAsync(here.Id, Now()))!.Roles);
        Assert.Equal(AgentSaved.Saved, (await OwnAsync(null)).Outcome);

        await using var db = await portal.OpenAsync();
        Assert.Null((await db.Agents.SingleAsync(Now())).OwnerId);
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "agent.update" && e.Outcome == AuditOutcome.Done, Now()));

        Task<AgentResult> OwnAsync(PersonId? id) =>
            portal.Get<UpdateAgent>().RunAsync(agent.Id, new AgentPatch { Owner = new(id) }, engineer, Now());
    }

    [Theory, OnEachEngine]
    public async Task A_dismissed_agent_takes_its_identities_out_and_confirming_brings_them_back(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var (source, agent) = (A.Source(), An.Agent(status: AgentStatus.Discovered));
        var identity = An.Identity(source, agent: agent.Id, confidence: 80);
        await portal.StoreAsync(source, agent, identity);

        await portal.Get<SettleAgent>().DismissAsync(agent.Id, "a cron job", engineer, Now());
        Assert.Equal(AgentStatus.Dismissed, await StatusAsync());
        Assert.True(await DismissedAsync());

        await portal.Get<SettleAgent>().ConfirmAsync(agent.Id, engineer, Now());
        Assert.Equal(AgentStatus.Confirmed, await StatusAsync());
        Assert.False(await DismissedAsync());

        async Task<AgentStatus> StatusAsync()
        {
            await using var db = await portal.OpenAsync();
            return (await db.Agents.SingleAsync(Now())).Status;
        }

        async Task<bool> DismissedAsync()
        {
            await using var db = await portal.OpenAsync();
            return (await db.Identities.SingleAsync(Now())).IsDismissed;
        }
    }

    [Theory, OnEachEngine]
    public async Task An_identity_given_to_another_agent_answers_the_suggestion_it_came_with(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var source = A.Source();
        var (suggested, kiro) = (An.Agent("role-x", status: AgentStatus.Discovered), An.Agent("Kiro"));
        var identity = An.Identity(source, agent: suggested.Id);
        await portal.StoreAsync(source, suggested, kiro, identity);

        var assigned = await portal.Get<AssignIdentity>().ToAsync(identity.Id, kiro.Id, engineer, Now());

        Assert.Equal(IdentityAssigned.Done, assigned.Outcome);
        await using var db = await portal.OpenAsync();
        Assert.Equal(kiro.Id, (await db.Identities.SingleAsync(Now())).AgentId);
        Assert.Equal(AgentStatus.Dismissed, (await db.Agents.SingleAsync(a => a.Id == suggested.Id, Now())).Status);
    }

    [Theory, OnEachEngine]
    public async Task An_identity_can_be_given_to_a_new_agent_or_to_none(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var engineer = await portal.AsAsync(Role.SecurityEngineer);
        var source = A.Source();
        var (one, other) = (An.Identity(source), An.Identity(source));
        await portal.StoreAsync(source, one, other);

        var made = await portal.Get<AssignIdentity>().ToNewAsync(one.Id, new AgentDraft("Kiro"), engineer, Now());
        await portal.Get<AssignIdentity>().DismissAsync(other.Id, engineer, Now());

        await using var db = await portal.OpenAsync();
        Assert.Equal(made.Agent, (await db.Identities.SingleAsync(i => i.Id == one.Id, Now())).AgentId);
        Assert.True((await db.Identities.SingleAsync(i => i.Id == other.Id, Now())).IsDismissed);
    }

    [Theory]
    [InlineData(Role.Owner)]
    [InlineData(Role.Auditor)]
    [InlineData(Role.Manager)]
    public async Task Only_who_manages_the_inventory_changes_it(Role role)
    {
        await using var portal = await TestPortalData.CreateAsync();
        var caller = await portal.AsAsync(role);
        var agent = An.Agent(status: AgentStatus.Discovered);
        await portal.StoreAsync(agent);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<SettleAgent>().ConfirmAsync(agent.Id, caller, Now()));

        await using var db = await portal.OpenAsync();
        Assert.Equal(AgentStatus.Discovered, (await db.Agents.SingleAsync(Now())).Status);
    }

    private static CancellationToken Now() => TestContext.Current.CancellationToken;
}
