using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Data.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Checkpoints;

/// <summary>A key that comes from an external secret, and how another follows it.</summary>
public sealed class SecretKeyTests
{
    private static readonly Caller By = Caller.System("tests");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task Another_follows_it_while_portals_run_and_the_record_verifies_from_either(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (first, second) = (portal.Get<AuditKeys>().Make(), portal.Get<AuditKeys>().Make());
        var (before, both, after) = (new Signer(portal, first.Secret), new Signer(portal, first.Secret, second.Secret), new Signer(portal, second.Secret));
        Assert.Equal(first.Public, await before.Keys.EnsureAsync(Cancelled));
        await portal.RecordManyAsync(3);
        await before.SignAsync();
        await portal.RecordAsync("one knows the next key, the other does not");
        await both.SignAsync();
        await portal.RecordAsync("both sign with the first still");
        await before.SignAsync();

        Assert.Equal(second.Public, await both.Keys.RotateAsync(By, Cancelled));

        await portal.RecordAsync("after");
        var lacking = await Assert.ThrowsAsync<InvalidOperationException>(before.SignAsync);
        Assert.Contains($"signed with the key {second.Public.Text}, but at Audit:Key lies {first.Public.Text}", lacking.Message, StringComparison.Ordinal);
        await both.SignAsync();
        await portal.RecordAsync("the next key is the key now");
        await after.SignAsync();
        Assert.Equal([first.Public, second.Public], await after.Keys.ListAsync(By, Cancelled));
        await using var db = await portal.OpenAsync();
        var notes = (await db.AuditCheckpoints.AsNoTracking().OrderBy(c => c.Size).ToListAsync(Cancelled)).ConvertAll(c => SignedCheckpoint.Parse(c.Note));
        var rotation = await db.AuditEntries.Where(e => e.Action == AuditKeys.Rotate).Select(e => e.Sequence).SingleAsync(Cancelled);
        Assert.All(notes, note => Assert.True(note.IsSignedBy(note.Checkpoint.Size <= rotation ? first.Public : second.Public), note.Note));
        Assert.Contains(notes, note => note.Checkpoint.Size == rotation);
        foreach (var (signer, trusted) in new (Signer, VerifierKey[])[] { (after, []), (both, []), (after, [first.Public]), (before, [second.Public]) })
        {
            Assert.Empty((await signer.VerifyAsync(trusted)).Findings);
        }
        Assert.False(File.Exists(portal.Get<AuditOptions>().KeyFile));
        Assert.DoesNotContain(await db.AuditEntries.Select(e => e.Before + e.After).ToListAsync(Cancelled), text => text?.Contains("PRIVATE", StringComparison.Ordinal) == true);
    }

    [Theory, OnEachEngine]
    public async Task A_rotation_that_nobody_signed_makes_no_key_trusted(Engine engine)
    {
        await using var portal = await TestPortalData.CreateAsync(engine);
        var (first, mine) = (portal.Get<AuditKeys>().Make(), portal.Get<AuditKeys>().Make());
        var signer = new Signer(portal, first.Secret);
        await signer.Keys.EnsureAsync(Cancelled);
        await portal.RecordManyAsync(3);
        await signer.SignAsync();
        // Whoever owns the database, and not the key, writes an entry that says that another one follows, and signs with it.
        await using (var db = await portal.OpenAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancelled);
            await AuditTree.AppendCheckpointAsync(
                db,
                SigningKey.Parse(mine.Secret),
                new AuditEntry
                {
                    At = portal.Clock.GetUtcNow(),
                    ActorKind = CallerKind.System,
                    ActorId = "tests",
                    ActorName = "tests",
                    Action = AuditKeys.Rotate,
                    SubjectKind = "auditKey",
                    SubjectId = mine.Public.Text,
                    SubjectName = mine.Public.Name,
                    Outcome = AuditOutcome.Done,
                    Before = $$"""{"key":"{{first.Public.Text}}"}""",
                    After = $$"""{"key":"{{mine.Public.Text}}"}""",
                },
                Cancelled);
            await transaction.CommitAsync(Cancelled);
        }

        var result = await signer.VerifyAsync([first.Public]);

        Assert.False(result.IsWhole);
        Assert.Contains(result.Findings, f => f.Problem.Contains("is not signed by a trusted key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_follow_is_refused_with_a_message_that_says_what_to_do()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var (first, second) = (portal.Get<AuditKeys>().Make(), portal.Get<AuditKeys>().Make());
        await new Signer(portal, first.Secret).Keys.EnsureAsync(Cancelled);

        Assert.Contains("Audit:NextKey", await RefusalAsync(new Signer(portal, first.Secret)), StringComparison.Ordinal);
        Assert.StartsWith("Audit:NextKey does not hold", await RefusalAsync(new Signer(portal, first.Secret, "nonsense")), StringComparison.Ordinal);
        await new Signer(portal, first.Secret, second.Secret).Keys.RotateAsync(By, Cancelled);
        Assert.Contains("is signed with the key of Audit:NextKey already", await RefusalAsync(new Signer(portal, first.Secret, second.Secret)), StringComparison.Ordinal);
        Assert.Contains("was in use before", await RefusalAsync(new Signer(portal, second.Secret, first.Secret)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_comes_from_a_file_to_a_secret()
    {
        await using var portal = await TestPortalData.CreateAsync();
        var old = await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        await portal.RecordManyAsync(3);
        var next = portal.Get<AuditKeys>().Make();

        await new Signer(portal, key: null, next.Secret).Keys.RotateAsync(By, Cancelled);
        await portal.RecordAsync("after");
        var after = new Signer(portal, next.Secret);
        await after.SignAsync();

        Assert.Empty((await after.VerifyAsync([old])).Findings);
        Assert.Equal(old, portal.Get<AuditKeys>().FindPublic());
        Assert.False(File.Exists(portal.Get<AuditOptions>().KeyFile + ".new"));
    }

    private static async Task<string> RefusalAsync(Signer signer) => (await Assert.ThrowsAsync<InvalidOperationException>(() => signer.Keys.RotateAsync(By, Cancelled))).Message;

    /// <summary>A portal on the same database with these secrets.</summary>
    private sealed class Signer
    {
        private readonly TestPortalData _portal;
        private readonly WriteCheckpoints _checkpoints;

        public Signer(TestPortalData portal, string? key, string? next = null)
        {
            _portal = portal;
            var (databases, options) = (portal.Get<IDbContextFactory<GovernanceDb>>(), portal.Get<AuditOptions>() with { Key = key, NextKey = next, CheckpointFile = null });
            Keys = new(databases, options, portal.Clock);
            _checkpoints = new(databases, Keys, options);
        }

        public AuditKeys Keys { get; }

        public Task<long> SignAsync() => _checkpoints.RunAsync(Cancelled);

        public Task<VerificationResult> VerifyAsync(IReadOnlyCollection<VerifierKey> trusted) =>
            new VerifyRecord(_portal.Get<IDbContextFactory<GovernanceDb>>(), Keys, []).RunAsync(trusted, checkpointFile: null, By, Cancelled);
    }
}
