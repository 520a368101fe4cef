using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

public sealed class BulkInsertTests
{
    [Theory, OnEachEngine]
    public async Task Rows_written_in_bulk_read_back_as_they_were(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var source = A.Source();
        await portal.StoreAsync(source);
        var identity = An.Identity(source, "fältet \"o'neill\" 🚚");
        identity.Signals = [new("tag.agent", "tag agent=true", 60)];
        identity.LastUsedAt = An.Instant.AddDays(-3);

        await InsertAsync(portal, [identity], skipExisting: false);

        await using var db = await portal.OpenAsync();
        var read = await db.Identities.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((identity.Id, identity.Name, identity.LastUsedAt, identity.Kind), (read.Id, read.Name, read.LastUsedAt, read.Kind));
        Assert.Equal(identity.Signals, read.Signals);
        Assert.Null(read.ObservedUntil);
    }

    [Theory, OnEachEngine]
    public async Task Rows_that_are_there_already_can_be_left_out(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        PolicyDocument[] documents = [.. Enumerable.Range(0, 5).Select(i => new PolicyDocument { Hash = $"hash{i}", Platform = Platform.Aws, Text = "{}" })];
        await InsertAsync(portal, documents[..3], skipExisting: false);

        var inserted = await InsertAsync(portal, documents, skipExisting: true);

        Assert.Equal(2, inserted);
        await using var db = await portal.OpenAsync();
        Assert.Equal(5, await db.PolicyDocuments.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, OnEachEngine]
    public async Task Rows_of_a_transaction_that_is_rolled_back_are_gone(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using (var db = await portal.OpenAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await db.BulkInsertAsync([A.Source()], skipExisting: false, TestContext.Current.CancellationToken);
        }

        await using var after = await portal.OpenAsync();
        Assert.False(await after.Set<Source>().AnyAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<int> InsertAsync<T>(TestPortalData portal, IEnumerable<T> rows, bool skipExisting)
        where T : class
    {
        await using var db = await portal.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var inserted = await db.BulkInsertAsync(rows, skipExisting, TestContext.Current.CancellationToken);
        await transaction.CommitAsync();
        return inserted;
    }
}
