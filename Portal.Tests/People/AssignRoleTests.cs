using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.People;

/// <summary>Giving and taking roles.</summary>
public sealed class AssignRoleTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task A_role_holds_from_when_it_is_given_until_it_is_taken(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (administrator, noor) = (await portal.AsAsync(Role.Administrator), A.Person());
        await portal.StoreAsync(noor);
        var assign = portal.Get<AssignRole>();

        Assert.Equal(RoleAssigned.Done, await assign.GiveAsync(noor.Id, Role.SecurityEngineer, until: null, administrator, Token));
        Assert.Equal(RoleAssigned.Done, await assign.GiveAsync(noor.Id, Role.SecurityEngineer, until: null, administrator, Token));
        Assert.Equal([Role.SecurityEngineer], (await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token))!.Roles);
        Assert.Equal(RoleAssigned.Done, await assign.TakeAsync(noor.Id, Role.SecurityEngineer, administrator, Token));
        Assert.Empty((await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token))!.Roles);

        await using var db = await portal.OpenAsync();
        Assert.Equal(["person.giveRole", "person.takeRole"], await db.AuditEntries.Where(e => e.SubjectKind == "person").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Token));
    }

    [Theory, OnEachEngine]
    public async Task An_auditors_time_ends_as_said_or_after_the_usual_time(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (administrator, noor) = (await portal.AsAsync(Role.Administrator), A.Person());
        await portal.StoreAsync(noor);
        var assign = portal.Get<AssignRole>();

        Assert.Equal(RoleAssigned.WrongEnd, await assign.GiveAsync(noor.Id, Role.Auditor, An.Instant, administrator, Token));
        Assert.Equal(RoleAssigned.WrongEnd, await assign.GiveAsync(noor.Id, Role.Auditor, An.Instant.AddYears(2), administrator, Token));
        Assert.Equal(RoleAssigned.Done, await assign.GiveAsync(noor.Id, Role.Auditor, An.Instant.AddDays(7), administrator, Token));
        Assert.Equal(An.Instant.AddDays(7), (await portal.Get<PeopleQueries>().FindAsync(noor.Id, administrator, Token))!.AuditorUntil);
        portal.Clock.Advance(TimeSpan.FromDays(8));
        Assert.Empty((await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token))!.Roles);
        Assert.Equal(RoleAssigned.Done, await assign.GiveAsync(noor.Id, Role.Auditor, until: null, administrator, Token));
        Assert.Equal([Role.Auditor], (await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token))!.Roles);
    }

    [Theory, OnEachEngine]
    public async Task Nobody_raises_themselves_and_the_last_administrator_stays_one(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);
        var (noor, other) = (A.Person(), A.Person(roles: Role.Administrator));
        await portal.StoreAsync(noor);
        var assign = portal.Get<AssignRole>();
        var self = administrator.Person!.Value;

        Assert.Equal(RoleAssigned.Yourself, await assign.GiveAsync(self, Role.Approver, until: null, administrator, Token));
        Assert.Equal(RoleAssigned.NotGiven, await assign.GiveAsync(noor.Id, Role.Owner, until: null, administrator, Token));
        Assert.Equal(RoleAssigned.NotFound, await assign.GiveAsync(PersonId.New(), Role.Approver, until: null, administrator, Token));
        Assert.Equal(RoleAssigned.LastAdministrator, await assign.TakeAsync(self, Role.Administrator, administrator, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await assign.GiveAsync(noor.Id, Role.Approver, until: null, await portal.AsAsync(Role.SecurityEngineer), Token));
        await portal.StoreAsync(other);
        var taken = await Task.WhenAll(assign.TakeAsync(self, Role.Administrator, Caller.System("tests"), Token), assign.TakeAsync(other.Id, Role.Administrator, Caller.System("tests"), Token));

        Assert.Equal([RoleAssigned.Done, RoleAssigned.LastAdministrator], taken.Order());
        await using var db = await portal.OpenAsync();
        Assert.Equal(4, await db.AuditEntries.CountAsync(e => e.SubjectKind == "person" && e.Outcome == AuditOutcome.Refused, Token));
    }
}
