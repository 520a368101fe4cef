using Microsoft.EntityFrameworkCore;
using Portal.Data.Audit.Chain;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>Lets the stored tree grow to the end of the record and signs it. Everything that is signed was read and worked out again before.</summary>
internal static class AuditTree
{
    private const string TurnName = "audit.checkpoint";
    private const long MostEntries = 100_000;

    /// <summary>
    /// Signs what was written since the last checkpoint, at most a part of it that takes a second or so, in the current transaction.
    /// </summary>
    /// <returns>The checkpoint; null when the last one covers everything.</returns>
    /// <exception cref="InvalidOperationException">The record is not what it was when it was signed last, so it is not signed again.</exception>
    public static async Task<AuditCheckpoint?> CheckpointAsync(this GovernanceDb db, SigningKey key, CancellationToken cancellationToken)
    {
        await db.LockAsync(TurnName, cancellationToken);
        var last = await db.AuditCheckpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancellationToken);
        var head = await db.AuditHeads.AsNoTracking().SingleAsync(cancellationToken);
        if (head.Size == (last?.Size ?? 0))
        {
            return null;
        }
        if (head.Size < last?.Size)
        {
            throw Refused($"the checkpoint of {last.Size} entries was signed, and now there are {head.Size}");
        }
        var tree = new MerkleTree(new DatabaseTiles(db));
        var frontier = await StartAsync(tree, last, cancellationToken);
        await GrowAsync(db, frontier, Math.Min(head.Size, frontier.Size + MostEntries), cancellationToken);
        var signed = SignedCheckpoint.Of(new(key.Public.Name, frontier.Size, frontier.Root()), key);
        var checkpoint = new AuditCheckpoint { Size = frontier.Size, Note = signed.Note };
        db.AuditCheckpoints.Add(checkpoint);
        await db.SaveChangesAsync(cancellationToken);
        return checkpoint;
    }

    /// <summary>Appends an entry and signs everything up to it, in the current transaction.</summary>
    public static async Task AppendCheckpointAsync(
        GovernanceDb db, SigningKey key, AuditEntry entry, CancellationToken cancellationToken)
    {
        await db.LockAsync(TurnName, cancellationToken);
        await db.AppendAsync([entry], cancellationToken);
        while (await db.CheckpointAsync(key, cancellationToken) is { } checkpoint && checkpoint.Size < entry.Sequence)
        {
            db.ChangeTracker.Clear();
        }
    }

    private static async Task<MerkleFrontier> StartAsync(MerkleTree tree, AuditCheckpoint? last, CancellationToken cancellationToken)
    {
        if (last is null)
        {
            return new();
        }
        var frontier = await tree.FrontierAsync(last.Size, cancellationToken);
        return frontier.Root().AsSpan().SequenceEqual(SignedCheckpoint.Parse(last.Note).Checkpoint.Root)
            ? frontier
            : throw Refused($"the first {last.Size} entries are not those that were signed");
    }

    private static async Task GrowAsync(GovernanceDb db, MerkleFrontier frontier, long size, CancellationToken cancellationToken)
    {
        var before = frontier.Size == 0
            ? new byte[MerkleHash.Length]
            : await db.AuditEntries.Where(e => e.Sequence == frontier.Size).Select(e => e.Hash).SingleAsync(cancellationToken);
        var chain = new ChainCheck(frontier.Size, before);
        List<AuditNode> nodes = [];
        await foreach (var entry in db.ReadEntriesAsync(frontier.Size, size, cancellationToken))
        {
            if (chain.Take(entry) is { } finding)
            {
                throw Refused(finding.ToString().TrimEnd('.'));
            }
            frontier.Add(entry.Hash, (height, place, hash) =>
            {
                if (height % MerkleTree.TileHeight == 0)
                {
                    nodes.Add(new() { Level = height, Place = place, Hash = hash });
                }
            });
        }
        if (chain.Size != size)
        {
            throw Refused($"entry {chain.Size + 1} is missing");
        }
        db.AuditNodes.AddRange(nodes);
    }

    private static InvalidOperationException Refused(string why) =>
        new($"The audit trail was changed by something else than the portal: {why}. No checkpoint is signed. Run 'audit verify' to see what is wrong.");
}
