using Microsoft.EntityFrameworkCore;
using Portal.Data.People;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

public sealed class EmbeddedBackupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("governance-backup-").FullName;

    private string BackupFile => Path.Combine(_folder, "backup.db");

    [Fact]
    public async Task A_backup_taken_in_use_brings_back_what_was_there()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.StoreAsync(A.Person("Before"));
        await using (await portal.OpenAsync())
        {
            await portal.Get<EmbeddedBackup>().WriteAsync(BackupFile, TestContext.Current.CancellationToken);
        }
        await portal.StoreAsync(A.Person("After"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        await portal.Get<EmbeddedBackup>().RestoreAsync(BackupFile, TestContext.Current.CancellationToken);

        await using var db = await portal.OpenAsync();
        Assert.Equal(["Before"], await db.People.Select(p => p.Name).ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_file_that_is_no_backup_changes_nothing()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.StoreAsync(A.Person("Before"));
        await File.WriteAllTextAsync(BackupFile, "this is no database, however long it may be, and so it is refused", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => portal.Get<EmbeddedBackup>().RestoreAsync(BackupFile, TestContext.Current.CancellationToken));

        Assert.Contains("Nothing was changed", refused.Message, StringComparison.Ordinal);
        await using var db = await portal.OpenAsync();
        Assert.True(await db.People.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_backup_never_overwrites_a_file()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await File.WriteAllTextAsync(BackupFile, "precious", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => portal.Get<EmbeddedBackup>().WriteAsync(BackupFile, TestContext.Current.CancellationToken));

        Assert.Equal("precious", await File.ReadAllTextAsync(BackupFile, TestContext.Current.CancellationToken));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
