using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Audit.Verification;
using Portal.Tests.Support;

namespace Portal.Tests.Audit.Checkpoints;

/// <summary>Two portals sign one record while one of them is cut off in the middle again and again: whatever was brought out tells one history.</summary>
public sealed class KilledCheckpointTests
{
    private const int Rounds = 50;
    private const int LeastPairs = 1_000;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory, OnEachEngine]
    public async Task All_pairs_of_checkpoints_that_were_brought_out_are_of_one_history(Engine engine)
    {
        var watch = new CommitWatch();
        await using var portal = await TestPortalData.CreateAsync(engine, watch.Configure);
        await using var other = portal.Another();
        await portal.Get<AuditKeys>().EnsureAsync(Cancelled);
        var cuts = 0;

        for (var round = 0; round < Rounds; round++)
        {
            await (round % 2 == 0 ? portal : other).RecordManyAsync(1 + (round % 5));
            // Before its commit nothing is there; behind it all is, and the portal never learns of it.
            var isBehind = round % 2 == 0;
            (watch.Committing, watch.Committed) = (() => Cut(!isBehind), () => Cut(isBehind));
            await Task.WhenAll(
                Assert.ThrowsAnyAsync<Exception>(() => portal.Get<WriteCheckpoints>().RunAsync(Cancelled)),
                round % 3 == 0 ? other.Get<WriteCheckpoints>().RunAsync(Cancelled) : Task.FromResult(0L));
            (watch.Committing, watch.Committed) = (() => { }, () => { });
            await (round % 4 == 0 ? portal : other).Get<WriteCheckpoints>().RunAsync(Cancelled);
        }

        Assert.InRange(cuts, Rounds / 2, int.MaxValue);
        var brought = new List<Checkpoint>();
        await foreach (var checkpoint in CheckpointFile.ReadAsync(portal.Get<AuditOptions>().CheckpointFile!, Cancelled))
        {
            brought.Add(checkpoint.Checkpoint);
        }
        await using var db = await portal.OpenAsync();
        Assert.Equal(await db.AuditCheckpoints.OrderBy(c => c.Size).Select(c => c.Size).ToListAsync(Cancelled), brought.Select(c => c.Size).Distinct().Order());
        var pairs = 0;
        foreach (var (earlier, later) in from earlier in brought from later in brought where earlier.Size < later.Size select (earlier, later))
        {
            var proof = await new MerkleTree(new DatabaseTiles(db)).ProveConsistencyAsync(earlier.Size, later.Size, Cancelled);
            Assert.True(MerkleProof.IsConsistent(earlier.Size, earlier.Root, later.Size, later.Root, proof), $"{earlier.Size} and {later.Size}");
            pairs++;
        }
        Assert.InRange(pairs, LeastPairs, int.MaxValue);
        Assert.All(brought.GroupBy(c => c.Size), same => Assert.Single(same.Select(c => Convert.ToHexString(c.Root)).Distinct(StringComparer.Ordinal)));
        Assert.Empty((await portal.Get<VerifyRecord>().RunAsync([], portal.Get<AuditOptions>().CheckpointFile, Caller.System("tests"), Cancelled)).Findings);

        void Cut(bool isNow)
        {
            if (isNow)
            {
                Interlocked.Increment(ref cuts);
                throw new IOException("The portal was cut off.");
            }
        }
    }
}
