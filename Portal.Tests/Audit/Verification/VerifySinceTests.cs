using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

/// <summary>Verification from a checkpoint on that was kept elsewhere: what it finds, and what it does not claim to.</summary>
public sealed class VerifySinceTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<Engine, int, int> Sizes()
    {
        var sizes = new TheoryData<Engine, int, int>();
        foreach (var engine in Enum.GetValues<Engine>())
        {
            foreach (var (before, after) in new[] { (1, 0), (1, 600), (254, 1), (255, 300), (256, 0), (300, 700), (511, 2) })
            {
                sizes.Add(engine, before, after);
            }
        }
        return sizes;
    }

    [Theory, MemberData(nameof(Sizes))]
    public async Task What_is_whole_is_found_whole_at_every_size(Engine engine, int before, int after)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (file, since) = await KeptAsync(portal, before);
        await RecordAsync(portal, after);
        await SignAsync(portal);

        var result = await VerifyAsync(portal, file);

        Assert.Empty(result.Findings);
        Assert.Equal((true, since, since + after, since + after), (result.IsWhole, result.Since, result.Entries, result.SignedEntries));
    }

    [Theory, OnEachEngine]
    public async Task Entries_that_nobody_signed_yet_are_verified_and_not_called_signed(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (file, since) = await KeptAsync(portal, 10);
        await RecordAsync(portal, 5);

        var result = await VerifyAsync(portal, file);

        Assert.Equal((true, since + 5, since), (result.IsWhole, result.Entries, result.SignedEntries));
    }

    [Theory, OnEachEngine]
    public async Task Every_kind_of_edit_after_the_checkpoint_is_found(Engine engine)
    {
        string[] edits =
        [
            "UPDATE audit_entries SET \"Reason\" = 'x' WHERE \"Sequence\" = 15",
            "UPDATE audit_entries SET \"After\" = 'x' WHERE \"Sequence\" = 15",
            "DELETE FROM audit_entries WHERE \"Sequence\" = 15",
            "DELETE FROM audit_entries WHERE \"Sequence\" > 15",
            "UPDATE audit_entries SET \"Hash\" = \"Previous\" WHERE \"Sequence\" = 11",
            "UPDATE audit_entries SET \"Hash\" = \"Previous\" WHERE \"Sequence\" = 4",
            "DELETE FROM audit_entries WHERE \"Sequence\" > 8",
            "DELETE FROM audit_entries WHERE \"Sequence\" = 4",
            "UPDATE audit_log SET \"Size\" = 3",
        ];
        foreach (var edit in edits)
        {
            await using var portal = await TestPortalData.CreateAsync(engine);
            var (file, since) = await KeptAsync(portal, 10);
            Assert.Equal(11, since);
            await RecordAsync(portal, 10);
            await SignAsync(portal);

            await portal.TamperAsync(edit);

            Assert.False((await VerifyAsync(portal, file)).IsWhole, edit);
        }
    }

    [Theory, OnEachEngine]
    public async Task An_edit_of_an_earlier_entrys_content_is_left_to_the_whole_verification(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (file, _) = await KeptAsync(portal, 10);
        await RecordAsync(portal, 10);
        await SignAsync(portal);

        await portal.TamperAsync("UPDATE audit_entries SET \"Reason\" = 'x' WHERE \"Sequence\" = 4");

        Assert.True((await VerifyAsync(portal, file)).IsWhole);
        Assert.False((await portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, By, Cancelled)).IsWhole);
    }

    [Theory, OnEachEngine]
    public async Task An_older_copy_that_was_put_back_is_found(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (file, since) = await KeptAsync(portal, 20);

        await portal.TamperAsync("DELETE FROM audit_checkpoints");
        await portal.TamperAsync("DELETE FROM audit_entries WHERE \"Sequence\" > 10");
        await portal.TamperAsync("UPDATE audit_log SET \"Size\" = 10, \"Hash\" = (SELECT \"Hash\" FROM audit_entries WHERE \"Sequence\" = 10)");

        var result = await VerifyAsync(portal, file);
        Assert.False(result.IsWhole);
        Assert.Contains($"{since} entries", result.Findings[0].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_no_trusted_key_signed_is_no_beginning()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var (file, _) = await KeptAsync(portal, 10);

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => portal.Get<VerifyRecord>().RunSinceAsync([SigningKey.Create("tests.example/audit").Public], file, By, Cancelled));
    }

    [Fact]
    public async Task A_key_that_came_later_is_trusted_by_its_entry()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var (file, _) = await KeptAsync(portal, 10);
        var first = portal.Get<AuditKeys>().FindPublic()!;
        await portal.Get<AuditKeys>().RotateAsync(By, Cancelled);
        await RecordAsync(portal, 10);
        await SignAsync(portal);

        var result = await portal.Get<VerifyRecord>().RunSinceAsync([first], file, By, Cancelled);

        Assert.Empty(result.Findings);
        Assert.Equal(result.Entries, result.SignedEntries);
    }

    private static async Task<(string File, long Size)> KeptAsync(TestPortalData portal, int count)
    {
        await RecordAsync(portal, count);
        await SignAsync(portal);
        var kept = portal.Get<AuditOptions>().CheckpointFile + ".kept";
        File.Copy(portal.Get<AuditOptions>().CheckpointFile!, kept);
        await using var db = await portal.OpenAsync();
        return (kept, await db.Set<AuditEntry>().LongCountAsync(Cancelled));
    }

    private static Task RecordAsync(TestPortalData portal, int count) => count == 0 ? Task.CompletedTask : portal.RecordManyAsync(count);

    private static async Task SignAsync(TestPortalData portal) => await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

    private static Task<VerificationResult> VerifyAsync(TestPortalData portal, string file) => portal.Get<VerifyRecord>().RunSinceAsync([], file, By, Cancelled);
}
