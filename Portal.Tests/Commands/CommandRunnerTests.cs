using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Commands;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Commands;

public sealed class CommandRunnerTests
{
    private static readonly IdempotencyKey Key = new("key-1", "hash-of-the-request");

    [Theory, OnEachEngine]
    public async Task A_change_and_its_audit_entry_are_kept_together(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);

        await AddPersonAsync(portal, administrator, "Ada");

        await using var db = await portal.OpenAsync();
        Assert.True(await db.People.AnyAsync(p => p.Name == "Ada"));
        var entry = await db.AuditEntries.SingleAsync();
        Assert.Equal(("person.add", administrator.Id, AuditOutcome.Done), (entry.Action, entry.ActorId, entry.Outcome));
    }

    [Theory, OnEachEngine]
    public async Task A_change_without_an_audit_entry_is_not_kept(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);

        await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<CommandRunner>().RunAsync(
            "person.add", administrator, Right.ManagePeople, (scope, _) => Task.FromResult(Added(scope, "Ada")), default));

        await using var db = await portal.OpenAsync();
        Assert.False(await db.People.AnyAsync(p => p.Name == "Ada"));
    }

    [Theory, OnEachEngine]
    public async Task A_change_whose_audit_entry_cannot_be_written_does_not_happen(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);
        await AddPersonAsync(portal, administrator, "Zoe");
        await using var db = await portal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE audit_entries RENAME TO audit_entries_away");

        await Assert.ThrowsAnyAsync<DbUpdateException>(() => AddPersonAsync(portal, administrator, "Ada"));

        Assert.False(await db.People.AnyAsync(p => p.Name == "Ada"));
        await db.Database.ExecuteSqlRawAsync("ALTER TABLE audit_entries_away RENAME TO audit_entries");
        await AddPersonAsync(portal, administrator, "Ada");
        Assert.True(await db.People.AnyAsync(p => p.Name == "Ada"));
    }

    [Theory, OnEachEngine]
    public async Task A_refusal_for_lack_of_a_right_is_recorded(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var auditor = await portal.AsAsync(Role.Auditor);

        var denied = await Assert.ThrowsAsync<AccessDeniedException>(() => AddPersonAsync(portal, auditor, "Ada"));

        Assert.Equal(Right.ManagePeople, denied.Right);
        await using var db = await portal.OpenAsync();
        Assert.False(await db.People.AnyAsync(p => p.Name == "Ada"));
        Assert.Equal(AuditOutcome.Refused, (await db.AuditEntries.SingleAsync()).Outcome);
    }

    [Theory, OnEachEngine]
    public async Task Rights_are_those_of_now_and_not_of_sign_in(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);
        await using (var db = await portal.OpenAsync())
        {
            (await db.People.SingleAsync(p => p.Id == administrator.Person)).IsActive = false;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Assert.ThrowsAsync<AccessDeniedException>(() => AddPersonAsync(portal, administrator, "Ada"));
    }

    [Theory, OnEachEngine]
    public async Task A_repeat_under_the_same_key_gives_the_first_answer_and_has_no_second_effect(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator) with { Idempotency = Key };

        var first = await AddPersonAsync(portal, administrator, "Ada");
        var second = await AddPersonAsync(portal, administrator, "Ada");

        Assert.Equal(first, second);
        await using var db = await portal.OpenAsync();
        Assert.Equal(1, await db.People.CountAsync(p => p.Name == "Ada"));
    }

    [Theory, OnEachEngine]
    public async Task Many_at_once_under_one_key_have_one_effect(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator) with { Idempotency = Key };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AddPersonAsync(portal, administrator, "Ada")));

        Assert.Single(answers.Distinct());
        await using var db = await portal.OpenAsync();
        Assert.Equal(1, await db.People.CountAsync(p => p.Name == "Ada"));
    }

    [Theory, OnEachEngine]
    public async Task The_same_key_for_another_request_is_an_error(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);
        await AddPersonAsync(portal, administrator with { Idempotency = Key }, "Ada");

        var other = administrator with { Idempotency = Key with { RequestHash = "another" } };

        await Assert.ThrowsAsync<IdempotencyConflictException>(() => AddPersonAsync(portal, other, "Bob"));
    }

    [Theory, OnEachEngine]
    public async Task The_database_itself_refuses_to_change_or_delete_audit_entries(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await AddPersonAsync(portal, await portal.AsAsync(Role.Administrator), "Ada");
        await using var db = await portal.OpenAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.AuditEntries.ExecuteDeleteAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(
            () => db.AuditEntries.ExecuteUpdateAsync(s => s.SetProperty(e => e.Action, "nothing"), TestContext.Current.CancellationToken));

        Assert.Equal("person.add", (await db.AuditEntries.SingleAsync(TestContext.Current.CancellationToken)).Action);
    }

    private static Task<PersonId> AddPersonAsync(TestPortalData portal, Caller by, string name) => portal.Get<CommandRunner>().RunAsync(
        "person.add",
        by,
        Right.ManagePeople,
        (scope, _) =>
        {
            var id = Added(scope, name);
            scope.Record("person.add", new("person", id.Value.ToString(), name));
            return Task.FromResult(id);
        },
        TestContext.Current.CancellationToken);

    private static PersonId Added(CommandScope scope, string name)
    {
        var person = A.Person(name);
        scope.Db.People.Add(person);
        return person.Id;
    }
}
