using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;
using Portal.Data.Storage;
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

    [Theory, OnEachEngine]
    public async Task Rows_written_in_bulk_are_stored_as_a_command_stores_them(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        Source[] sources = [A.Source(), new() { Name = string.Empty, Platform = Platform.Aws, CreatedAt = An.Instant, LastEventAt = An.Instant }];
        await InsertAsync(portal, sources, skipExisting: false);
        var bulk = await ReadRawAsync(portal);
        await using (var db = await portal.OpenAsync())
        {
            await db.Sources.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        }

        await portal.StoreAsync(sources);

        Assert.Equal(bulk, await ReadRawAsync(portal));
        Assert.DoesNotContain(bulk, row => row is [null, ..]);
    }

    [Fact]
    public async Task Every_column_of_the_model_can_be_written_in_bulk()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await using var db = await portal.OpenAsync();

        var columns =
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            let mapping = property.GetTypeMapping()
            let type = mapping.Converter?.ProviderClrType ?? mapping.ClrType
            where !SqliteBulkStatement.Types.Contains(Nullable.GetUnderlyingType(type) ?? type)
            select $"{entity.ShortName()}.{property.Name}: {type.Name}";

        Assert.Empty(columns);
    }

    [Fact]
    public async Task A_row_that_breaks_a_rule_says_so_and_leaves_the_statement_usable()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var document = new PolicyDocument { Hash = "hash", Platform = Platform.Aws, Text = "{}" };
        await using var db = await portal.OpenAsync();
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await db.BulkInsertAsync([document], skipExisting: false, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<SqliteException>(() => db.BulkInsertAsync([document], skipExisting: false, TestContext.Current.CancellationToken));

        Assert.Contains("policy_documents.Hash", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await db.BulkInsertAsync([document], skipExisting: true, TestContext.Current.CancellationToken));
    }

    private static async Task<List<string?[]>> ReadRawAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        await db.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        command.CommandText = "SELECT * FROM sources ORDER BY \"Name\"";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string?[]> rows = [];
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : $"{reader.GetValue(i).GetType().Name} {reader.GetValue(i)}")]);
        }
        return rows;
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
