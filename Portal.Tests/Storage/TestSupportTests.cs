using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>The ground that storage tests stand on.</summary>
public sealed class TestSupportTests
{
    [Theory, OnEachEngine]
    public async Task Each_test_has_a_database_of_its_own(Engine engine)
    {
        await using var one = await TestPortalData.CreateAsync(engine);
        await using var other = await TestPortalData.CreateAsync(engine);

        await one.StoreAsync(A.Person());

        Assert.Equal(1, await CountPeopleAsync(one));
        Assert.Equal(0, await CountPeopleAsync(other));
    }

    [Theory, OnEachEngine]
    public async Task Callers_are_who_they_say_they_are(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);

        var administrator = await data.AsAsync(Role.Administrator);
        var token = await data.AsTokenAsync(TokenScope.Ingest);

        var directory = data.Get<ICallerDirectory>();
        Assert.True((await directory.RefreshAsync(administrator, CancellationToken.None))!.Can(Right.ManagePeople));
        Assert.True((await directory.RefreshAsync(token, CancellationToken.None))!.Can(Right.Ingest));
        Assert.Equal(administrator, await data.AsAsync(Role.Administrator));
    }

    [Theory, OnEachEngine]
    public async Task The_database_refuses_to_change_the_record(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        await data.AsTokenAsync(TokenScope.Read);
        await using var db = await data.OpenAsync();

        var change = () => db.Set<AuditEntry>().ExecuteUpdateAsync(s => s.SetProperty(e => e.ActorName, "someone else"));
        var delete = () => db.Set<AuditEntry>().ExecuteDeleteAsync();

        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<Exception>(change)).Message, StringComparison.Ordinal);
        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<Exception>(delete)).Message, StringComparison.Ordinal);
        Assert.Equal(1, await db.Set<AuditEntry>().CountAsync());
    }

    private static async Task<int> CountPeopleAsync(TestPortalData data)
    {
        await using var db = await data.OpenAsync();
        return await db.Set<Person>().CountAsync();
    }
}
