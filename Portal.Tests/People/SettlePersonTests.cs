using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.People;

/// <summary>Saying of one person that they left, or are here again.</summary>
public sealed class SettlePersonTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Who_is_disabled_is_out_until_they_are_enabled_again(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var noor = A.Person(roles: Role.SecurityEngineer);
        await portal.StoreAsync(noor);
        var administrator = await portal.AsAsync(Role.Administrator);

        Assert.Equal(PersonSettled.Done, await portal.Get<SettlePerson>().DisableAsync(noor.Id, "Gone.", administrator, Token));
        Assert.Null(await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token));
        Assert.Equal(PersonSettled.Done, await portal.Get<SettlePerson>().EnableAsync(noor.Id, reason: null, administrator, Token));
        Assert.NotNull(await portal.Get<CallerDirectory>().FindPersonAsync(noor.Id, Token));

        Assert.Equal(PersonSettled.NotFound, await portal.Get<SettlePerson>().DisableAsync(PersonId.New(), reason: null, administrator, Token));
        await Assert.ThrowsAsync<AccessDeniedException>(async () => await portal.Get<SettlePerson>().DisableAsync(noor.Id, reason: null, await portal.AsAsync(Role.SecurityEngineer), Token));
    }

    [Theory, OnEachEngine]
    public async Task Nobody_disables_themselves_or_the_last_administrator(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var administrator = await portal.AsAsync(Role.Administrator);

        Assert.Equal(PersonSettled.Yourself, await portal.Get<SettlePerson>().DisableAsync(administrator.Person!.Value, reason: null, administrator, Token));
        Assert.Equal(PersonSettled.LastAdministrator, await portal.Get<SettlePerson>().DisableAsync(administrator.Person.Value, reason: null, Caller.System("tests"), Token));

        var other = A.Person(roles: Role.Administrator);
        await portal.StoreAsync(other);
        Assert.Equal(PersonSettled.Done, await portal.Get<SettlePerson>().DisableAsync(administrator.Person.Value, reason: null, Caller.System("tests"), Token));
        await using var db = await portal.OpenAsync();
        Assert.Equal(2, await db.AuditEntries.CountAsync(e => e.Action == "person.disable" && e.Outcome == AuditOutcome.Refused, Token));
    }
}
