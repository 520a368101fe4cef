using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>Taking everything out of a database, append-only parts and rows that point at each other included.</summary>
public sealed class EraserTests
{
    [Theory, OnEachEngine]
    public async Task Nothing_is_left_and_the_database_can_be_made_again(Engine engine)
    {
        await using var data = await TestPortalData.CreateAsync(engine);
        var boss = A.Person();
        await data.StoreAsync(boss);
        await data.StoreAsync(A.Person(manager: boss.Id));
        await data.AsAsync(Data.Access.Role.Administrator);

        await data.Get<Eraser>().RunAsync(TestContext.Current.CancellationToken);

        await using var db = await data.OpenAsync();
        Assert.Empty(await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Set<Person>().CountAsync(TestContext.Current.CancellationToken));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => db.Set<AuditEntry>().CountAsync(TestContext.Current.CancellationToken));
    }
}
