using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Verification;

public sealed class VerifyRecordTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task An_empty_record_is_whole(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);

        var result = await VerifyAsync(portal);

        Assert.Equal((true, 0L), (result.IsWhole, result.Entries));
    }

    [Theory, OnEachEngine]
    public async Task Whoever_trusts_one_of_the_keys_can_trust_the_others(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        List<VerifierKey> keys = [await portal.Get<AuditKeys>().EnsureAsync(Cancelled)];
        for (var i = 0; i < 2; i++)
        {
            await portal.RecordManyAsync(3);
            await SignAsync(portal);
            keys.Add(await portal.Get<AuditKeys>().RotateAsync(By, Cancelled));
        }
        await portal.RecordAsync("last");
        await SignAsync(portal);

        foreach (var key in keys)
        {
            var result = await VerifyAsync(portal, key);
            Assert.Empty(result.Findings);
            Assert.Equal(result.Entries, result.SignedEntries);
        }
        Assert.True((await VerifyAsync(portal)).IsWhole);
    }

    [Theory, OnEachEngine]
    public async Task A_foreign_key_vouches_for_nothing(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordAsync("thing");
        await SignAsync(portal);

        var result = await VerifyAsync(portal, SigningKey.Create("tests.example/audit").Public);

        Assert.False(result.IsWhole);
        Assert.Equal((2L, 0L, 0L), (result.Entries, result.SignedEntries, result.Checkpoints));
    }

    [Theory, OnEachEngine]
    public async Task A_rotation_that_was_only_written_makes_no_key_trusted(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await using var attacker = await Attacker.CreateAsync(portal);
        var own = portal.Get<AuditKeys>().FindPublic()!;
        var foreign = SigningKey.Create("tests.example/audit").Public;

        await attacker.RunAsync(
            $"UPDATE audit_entries SET \"SubjectKind\" = 'auditKey', \"Action\" = 'audit.rotateKey', \"Before\" = '{{\"key\":\"{own}\"}}', \"After\" = '{{\"key\":\"{foreign}\"}}' WHERE \"Sequence\" = 2");
        await attacker.RecomputeAsync(2);
        await attacker.SignAsync();

        var result = await attacker.VerifyAsync();

        Assert.Equal(0, result.SignedEntries);
        Assert.False(result.IsWhole);
    }

    [Fact]
    public async Task Without_any_key_nothing_is_called_whole()
    {
        await using var portal = await TestPortalData.CreateAsync();
        await portal.RecordAsync("thing");
        await SignAsync(portal);
        File.Delete(portal.Get<AuditOptions>().KeyFile);

        var result = await VerifyAsync(portal);

        Assert.Contains("no public key", Assert.Single(result.Findings).Problem, StringComparison.Ordinal);
    }

    [Theory, OnEachEngine]
    public async Task What_is_written_meanwhile_is_no_fault(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        await portal.RecordManyAsync(500);
        await SignAsync(portal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var writing = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await portal.RecordAsync("meanwhile");
                    await SignAsync(portal);
                }
            },
            Cancelled);

        for (var i = 0; i < 10; i++)
        {
            Assert.Empty((await VerifyAsync(portal)).Findings);
        }
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_named()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var file = portal.Get<AuditOptions>().CheckpointFile!;
        await File.WriteAllTextAsync(file, "something else\n\nentirely\n", Cancelled);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => portal.Get<VerifyRecord>().RunAsync([], file, By, Cancelled));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_read_the_record_does_not_verify_it()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var owner = await portal.AsAsync(Role.Owner);

        await Assert.ThrowsAsync<AccessDeniedException>(() => portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, owner, Cancelled));
    }

    [Fact]
    public async Task The_demo_organizations_record_is_whole()
    {
        await using var portal = await PortalServer.StartAsync();
        await portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

        var result = await portal.Get<VerifyRecord>().RunAsync([], checkpointFile: null, By, Cancelled);

        Assert.Empty(result.Findings);
        Assert.InRange(result.Rows, 10, long.MaxValue);
    }

    private static Task<long> SignAsync(TestPortalData portal) => portal.Get<WriteCheckpoints>().RunAsync(Cancelled);

    private static Task<VerificationResult> VerifyAsync(TestPortalData portal, params IReadOnlyCollection<VerifierKey> keys) =>
        portal.Get<VerifyRecord>().RunAsync(keys, portal.Get<AuditOptions>().CheckpointFile is { } file && File.Exists(file) ? file : null, By, Cancelled);
}
