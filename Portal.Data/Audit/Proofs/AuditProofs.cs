using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Proofs;

/// <summary>Proves entries and history to someone who need not trust the portal.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="audit">Reads the record.</param>
public sealed class AuditProofs(IDbContextFactory<GovernanceDb> databases, AuditQueries audit)
{
    /// <summary>The latest checkpoint, or null before the first.</summary>
    public async Task<SignedState?> LatestAsync(Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await LastAsync(db, cancellationToken) is { } last ? SignedState.Of(last) : null;
    }

    /// <summary>Proves an entry against the latest checkpoint; null when that one does not cover it, or there is no such entry.</summary>
    public async Task<EntryProof?> ProveAsync(long sequence, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await LastAsync(db, cancellationToken) is not { } last
            || sequence < 1
            || sequence > last.Size
            || await db.AuditEntries.AsNoTracking().SingleOrDefaultAsync(e => e.Sequence == sequence, cancellationToken) is not { } entry)
        {
            return null;
        }
        var proof = await new MerkleTree(new DatabaseTiles(db)).ProveInclusionAsync(sequence - 1, last.Size, cancellationToken);
        return new(FormOf(entry, new()), entry.Before, entry.After, last.Size, Texts(proof), last.Note);
    }

    /// <summary>Proves that the record of one size is how that of a larger one begins; null when no checkpoint covers the larger one.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> is below 1 or above <paramref name="to"/>.</exception>
    public async Task<HistoryProof?> ProveHistoryAsync(long from, long to, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(from, to);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await LastAsync(db, cancellationToken) is not { } last || to > last.Size)
        {
            return null;
        }
        var proof = await new MerkleTree(new DatabaseTiles(db)).ProveConsistencyAsync(from, to, cancellationToken);
        return new(from, to, Texts(proof));
    }

    /// <summary>
    /// The entries that <paramref name="filter"/> names, as far as the latest checkpoint covers them, newest first, each with its proof. The
    /// first line is the checkpoint; nothing at all before there is one.
    /// </summary>
    public async IAsyncEnumerable<EntryLine> ExportAsync(AuditFilter filter, Caller by, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        if (await LastAsync(db, cancellationToken) is not { } last)
        {
            yield break;
        }
        yield return new(last.Note, Entry: null, Before: null, After: null, Proof: null);
        var tree = new MerkleTree(new DatabaseTiles(db));
        var bytes = new EntryBytes();
        await foreach (var entry in audit.ReadAllAsync(filter, by, cancellationToken))
        {
            if (entry.Sequence <= last.Size)
            {
                var proof = await tree.ProveInclusionAsync(entry.Sequence - 1, last.Size, cancellationToken);
                yield return new(Checkpoint: null, FormOf(entry, bytes), entry.Before, entry.After, Texts(proof));
            }
        }
    }

    /// <summary>The first checkpoint that covers an entry and that <paramref name="key"/> signed: the same one whenever it is asked for. Null before there is one.</summary>
    internal static async Task<AuditCheckpoint?> FirstCoveringAsync(GovernanceDb db, long sequence, VerifierKey key, CancellationToken cancellationToken)
    {
        var covering = db.AuditCheckpoints.AsNoTracking().Where(c => c.Size >= sequence).OrderBy(c => c.Size);
        await foreach (var checkpoint in covering.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (SignedCheckpoint.Parse(checkpoint.Note).IsSignedBy(key))
            {
                return checkpoint;
            }
        }
        return null;
    }

    /// <summary>A checkpoint, then entries that it covers, each with its proof: what <see cref="ExportAsync"/> gives of other entries.</summary>
    /// <param name="db">Where they are.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <param name="entries">The entries; none is read while another is proven.</param>
    /// <param name="cancellationToken">Stops between entries.</param>
    internal static async IAsyncEnumerable<EntryLine> ProveAllAsync(
        GovernanceDb db, AuditCheckpoint checkpoint, IAsyncEnumerable<AuditEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return new(checkpoint.Note, Entry: null, Before: null, After: null, Proof: null);
        var tree = new MerkleTree(new DatabaseTiles(db));
        var bytes = new EntryBytes();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            var proof = await tree.ProveInclusionAsync(entry.Sequence - 1, checkpoint.Size, cancellationToken);
            yield return new(Checkpoint: null, FormOf(entry, bytes), entry.Before, entry.After, Texts(proof));
        }
    }

    private static Task<AuditCheckpoint?> LastAsync(GovernanceDb db, CancellationToken cancellationToken) =>
        db.AuditCheckpoints.AsNoTracking().OrderByDescending(c => c.Size).FirstOrDefaultAsync(cancellationToken);

    private static JsonElement FormOf(AuditEntry entry, EntryBytes bytes)
    {
        bytes.Write(entry);
        return JsonElement.Parse(bytes.Json);
    }

    private static IReadOnlyList<string> Texts(IEnumerable<byte[]> hashes) => [.. hashes.Select(h => Convert.ToBase64String(h))];
}
