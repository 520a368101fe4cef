using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Changes;
using Portal.Data.Incidents;
using Portal.Tests.Support;

namespace Portal.Tests.Incidents;

/// <summary>Incidents are made, said something about, closed and reopened, each on record.</summary>
public sealed class IncidentCommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_incident_of_a_change_is_about_who_did_it_and_the_time_around(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);

        var incident = (await data.Get<IncidentQueries>().FindAsync(await made.MakeAsync(), made.Engineer, Token))!;

        Assert.Equal(made.Role.Id, Assert.Single(incident.Identities).IdentityId);
        Assert.Equal((IncidentCase.At.AddHours(-1), IncidentCase.At.AddHours(1)), (incident.From, incident.To));
        Assert.StartsWith("DeleteStack on ", incident.Title, StringComparison.Ordinal);
        Assert.Equal("SecurityEngineer", incident.CreatedBy);
        Assert.Contains("incident.make", await ActionsAsync(data));
    }

    [Theory, OnEachEngine]
    public async Task An_incident_of_a_range_is_about_agents_that_are_there(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var draft = new IncidentDraft("Stack deleted", An.Instant, An.Instant.AddHours(4), [], [made.Role.Id]);

        var unknown = await data.Get<CreateIncident>().RunAsync(draft with { Identities = [Portal.Data.Inventory.IdentityId.New()] }, made.Engineer, Token);
        var created = await data.Get<CreateIncident>().RunAsync(draft, made.Engineer, Token);

        Assert.Equal(["agents"], unknown.Problems.Keys);
        Assert.Equal(created.Id, Assert.Single((await data.Get<IncidentQueries>().ListAsync(new(), made.Engineer, Token)).Items).Id);
    }

    [Theory, OnEachEngine]
    public async Task A_statement_is_about_changes_that_are_there_and_stays_when_it_is_withdrawn(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var id = await made.MakeAsync();
        var draft = new StatementDraft(StatementKind.Agent, "Kiro", "It asked first.", "transcript", An.Instant, [await made.ChangeAsync("delete-1")]);

        var nowhere = await data.Get<AddStatement>().RunAsync(id, draft with { Cites = [ChangeId.New()] }, made.Engineer, Token);
        var added = await data.Get<AddStatement>().RunAsync(id, draft, made.Engineer, Token);
        var withdrawn = await data.Get<WithdrawStatement>().RunAsync(id, added.Id!.Value, "Misquoted.", made.Engineer, Token);

        Assert.Equal(["cites"], nowhere.Problems.Keys);
        Assert.Equal(IncidentMoved.Done, withdrawn);
        var statement = Assert.Single((await data.Get<IncidentQueries>().FindAsync(id, made.Engineer, Token))!.Statements);
        Assert.Equal(("It asked first.", "Misquoted."), (statement.Text, statement.WithdrawnReason));
        Assert.Equal(["incident.addStatement", "incident.withdrawStatement"], (await ActionsAsync(data)).Where(a => a.EndsWith("Statement", StringComparison.Ordinal)));
    }

    [Theory, OnEachEngine]
    public async Task A_closed_incident_takes_no_statement(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var id = await made.MakeAsync();
        var draft = new StatementDraft(StatementKind.Person, "Dana", "I was asked.", null, An.Instant, [await made.ChangeAsync("delete-1")]);

        Assert.Equal(IncidentMoved.Done, await data.Get<CloseIncident>().RunAsync(id, made.Engineer, Token));
        Assert.Equal(IncidentMoved.Closed, (await data.Get<AddStatement>().RunAsync(id, draft, made.Engineer, Token)).Moved);
        Assert.Equal(IncidentMoved.Done, await data.Get<ReopenIncident>().RunAsync(id, made.Engineer, Token));
        Assert.Equal(IncidentMoved.Done, (await data.Get<AddStatement>().RunAsync(id, draft, made.Engineer, Token)).Moved);
        Assert.Equal(IncidentMoved.Done, await data.Get<RenameIncident>().RunAsync(id, "A stack is gone", made.Engineer, Token));
        Assert.Equal(IncidentMoved.NotFound, await data.Get<CloseIncident>().RunAsync(IncidentId.New(), made.Engineer, Token));
    }

    [Theory, OnEachEngine]
    public async Task Who_may_not_is_refused_and_that_is_on_record(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var made = await IncidentCase.CreateAsync(data);
        var change = await made.ChangeAsync("delete-1");
        var auditor = await data.AsAsync(Role.Auditor);
        var owner = await data.AsAsync(Role.Owner);

        await Assert.ThrowsAsync<AccessDeniedException>(() => data.Get<MakeIncident>().RunAsync(change, auditor, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(() => data.Get<IncidentQueries>().ListAsync(new(), owner, Token));
        Assert.Empty((await data.Get<IncidentQueries>().ListAsync(new(), auditor, Token)).Items);
        await using var db = await data.OpenAsync();
        Assert.True(await db.AuditEntries.AnyAsync(e => e.Action == "incident.make" && e.Outcome == AuditOutcome.Refused, Token));
    }

    private static async Task<IReadOnlyList<string>> ActionsAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        return await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Token);
    }
}
