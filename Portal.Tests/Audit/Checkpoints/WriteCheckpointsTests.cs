using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Storage;
using Portal.Tests.Audit.Chain;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Checkpoints;

[UnsupportedOSPlatform("windows")]
public sealed class WriteCheckpointsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task What_was_written_is_signed_once(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordAsync("thing 1");
        await portal.RecordAsync("thing 2");

        var first = await SignAsync(portal);
        var again = await SignAsync(portal);

        // The key's own entry is the third.
        Assert.Equal((3L, 3L), (first, again));
        var checkpoint = Assert.Single(await CheckpointsAsync(portal));
        var signed = SignedCheckpoint.Parse(checkpoint.Note);
        Assert.Equal((3L, "tests.example/audit"), (signed.Checkpoint.Size, signed.Checkpoint.Origin));
        Assert.Equal(await NaiveRootAsync(portal), signed.Checkpoint.Root);
        Assert.True(signed.IsSignedBy(portal.Get<AuditKeys>().FindPublic()!));
    }

    [Theory, OnEachEngine]
    public async Task The_tree_grows_from_checkpoint_to_checkpoint_over_the_borders_of_tiles(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        foreach (var count in new[] { 200, 55, 1, 1, 300 })
        {
            await portal.RecordManyAsync(count);
            await SignAsync(portal);
            Assert.Equal(await NaiveRootAsync(portal), SignedCheckpoint.Parse((await CheckpointsAsync(portal))[^1].Note).Checkpoint.Root);
        }

        await using var db = await portal.OpenAsync();
        Assert.Equal(2, await db.AuditNodes.CountAsync(n => n.Level == 8, Cancelled));
        var hashes = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Hash).ToListAsync(Cancelled);
        var tree = new MerkleTree(new DatabaseTiles(db));
        Assert.Equal(NaiveTree.Path(300, hashes), await tree.ProveInclusionAsync(300, hashes.Count, Cancelled));
        Assert.Equal(NaiveTree.Proof(257, hashes), await tree.ProveConsistencyAsync(257, hashes.Count, Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task Two_portals_that_sign_at_once_sign_one_history(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var other = portal.Another();

        await Task.WhenAll(Enumerable.Range(0, 30).Select(i => Task.Run(async () =>
        {
            var one = i % 2 == 0 ? portal : other;
            await one.RecordAsync($"thing {i}");
            await SignAsync(one);
        })));

        await using var db = await portal.OpenAsync();
        var hashes = await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Hash).ToListAsync(Cancelled);
        Assert.Equal(31, hashes.Count);
        Assert.All(await CheckpointsAsync(portal), c =>
            Assert.Equal(NaiveTree.Root([.. hashes.Take((int)c.Size)]), SignedCheckpoint.Parse(c.Note).Checkpoint.Root));
    }

    [Theory, OnEachEngine]
    public async Task Every_checkpoint_comes_to_the_file_once_also_such_as_another_portal_signed(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var file = portal.Get<AuditOptions>().CheckpointFile!;
        await portal.RecordAsync("thing 1");
        await SignAsync(portal);
        await portal.RecordAsync("thing 2");
        File.Move(file, file + ".away");
        await SignAsync(portal);
        await SignAsync(portal);

        var inFile = new List<string>();
        await foreach (var checkpoint in CheckpointFile.ReadAsync(file, Cancelled))
        {
            inFile.Add(checkpoint.Note);
        }

        Assert.Equal((await CheckpointsAsync(portal)).Select(c => c.Note), inFile);
        Assert.Equal(2, inFile.Count);
    }

    [Theory, OnEachEngine]
    public async Task A_record_that_was_changed_is_not_signed(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(5);
        await SignAsync(portal);
        await portal.RecordManyAsync(5);
        await portal.TamperAsync("""UPDATE audit_entries SET "SubjectName" = 'another' WHERE "Sequence" = 8""");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SignAsync(portal));

        Assert.Contains("Entry 8: its content does not give its hash", refused.Message, StringComparison.Ordinal);
        Assert.Single(await CheckpointsAsync(portal));
    }

    [Theory, OnEachEngine]
    public async Task An_older_copy_of_the_record_is_not_signed(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        await portal.RecordManyAsync(9);
        await SignAsync(portal);
        await portal.TamperAsync("DELETE FROM audit_entries WHERE \"Sequence\" > 4; UPDATE audit_log SET \"Size\" = 4, \"Hash\" = (SELECT \"Hash\" FROM audit_entries WHERE \"Sequence\" = 4);");

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SignAsync(portal));

        Assert.Contains("now there are 4", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_is_its_owners_alone_and_not_in_the_database()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        var options = portal.Get<AuditOptions>();

        var secret = (await File.ReadAllTextAsync(options.KeyFile, Cancelled)).Trim();
        var seed = Convert.FromBase64String(secret.Split('+', 5)[4])[1..];
        await using var db = await portal.OpenAsync();
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", Cancelled);
        var stored = await File.ReadAllBytesAsync(portal.Get<DatabaseOptions>().ConnectionString.Split('=')[1], Cancelled);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(options.KeyFile));
        Assert.True(stored.AsSpan().IndexOf("tests.example/audit+"u8) >= 0);
        Assert.True(stored.AsSpan().IndexOf(seed) < 0);
        Assert.True(stored.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret.Split('+', 5)[4])) < 0);
    }

    [Fact]
    public async Task A_key_that_is_open_to_others_is_not_used()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        File.SetUnixFileMode(portal.Get<AuditOptions>().KeyFile, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SignAsync(portal));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task Another_key_or_none_does_not_take_the_place_of_the_recorded_one(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var recorded = await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        var file = portal.Get<AuditOptions>().KeyFile;

        File.Move(file, file + ".away");
        var missing = await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<AuditKeys>().EnsureAsync(Cancelled));
        AuditKeyFile.Create(portal.Get<AuditOptions>());
        var other = await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<AuditKeys>().EnsureAsync(Cancelled));
        File.Move(file + ".away", file, overwrite: true);

        Assert.Contains(recorded.Text, missing.Message, StringComparison.Ordinal);
        Assert.Contains(recorded.Text, other.Message, StringComparison.Ordinal);
        Assert.Equal(recorded, await portal.Get<AuditKeys>().EnsureAsync(Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task Portals_that_start_at_once_have_one_key(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var other = portal.Another();

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => (i % 2 == 0 ? portal : other).Get<AuditKeys>().EnsureAsync(Cancelled))));

        Assert.Single(keys.Distinct());
        Assert.Single(await portal.Get<AuditKeys>().ListAsync(Caller.System("tests"), Cancelled));
    }

    [Theory, OnEachEngine]
    public async Task A_new_key_is_vouched_for_by_the_old_one(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var old = await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        await portal.RecordManyAsync(3);

        var next = await portal.Get<AuditKeys>().RotateAsync(Caller.System("tests"), Cancelled);
        await portal.RecordAsync("after");
        await SignAsync(portal);

        var checkpoints = await CheckpointsAsync(portal);
        Assert.Equal([5L, 6L], checkpoints.Select(c => c.Size));
        Assert.True(SignedCheckpoint.Parse(checkpoints[0].Note).IsSignedBy(old));
        Assert.True(SignedCheckpoint.Parse(checkpoints[1].Note).IsSignedBy(next));
        Assert.Equal([old, next], await portal.Get<AuditKeys>().ListAsync(Caller.System("tests"), Cancelled));
    }

    [Fact]
    public async Task A_rotation_that_was_killed_after_its_commit_is_finished_by_the_next_start()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var options = portal.Get<AuditOptions>();
        await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        var old = await File.ReadAllTextAsync(options.KeyFile, Cancelled);
        var next = await portal.Get<AuditKeys>().RotateAsync(Caller.System("tests"), Cancelled);
        File.Move(options.KeyFile, options.KeyFile + ".new");
        await File.WriteAllTextAsync(options.KeyFile, old, Cancelled);
        File.SetUnixFileMode(options.KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        Assert.Equal(next, await portal.Get<AuditKeys>().EnsureAsync(Cancelled));

        Assert.False(File.Exists(options.KeyFile + ".new"));
    }

    [Fact]
    public async Task Who_may_not_manage_the_record_does_not_change_its_key()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var auditor = await portal.AsAsync(Role.Auditor);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<AuditKeys>().RotateAsync(auditor, Cancelled));
    }

    private static Task<long> SignAsync(TestPortalData portal) => portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

    private static async Task<IReadOnlyList<AuditCheckpoint>> CheckpointsAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return await db.AuditCheckpoints.AsNoTracking().OrderBy(c => c.Size).ToListAsync(Cancelled);
    }

    private static async Task<byte[]> NaiveRootAsync(TestPortalData portal)
    {
        await using var db = await portal.OpenAsync();
        return NaiveTree.Root(await db.AuditEntries.OrderBy(e => e.Sequence).Select(e => e.Hash).ToListAsync(Cancelled));
    }
}
