using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Audit.Chain;
using Portal.Data.Audit.Checkpoints;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Verification;

/// <summary>
/// Verifies the record in the database: every entry as it is stored, the chain, the tree, the checkpoints and their signatures, and the rows
/// that the record tells of. Reads one state of the database, and keeps nobody from writing meanwhile.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="keys">The key that lies here, when nobody brings one.</param>
/// <param name="rows">What is held against the record.</param>
public sealed class VerifyRecord(IDbContextFactory<GovernanceDb> databases, AuditKeys keys, IEnumerable<IRecordedRows> rows)
{
    /// <summary>Verifies it.</summary>
    /// <param name="trusted">The public keys that whoever asks trusts; none to go by the key that lies here.</param>
    /// <param name="checkpointFile">A file of checkpoints that were kept elsewhere, or null.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The file holds something else, or the database has no record of this kind.</exception>
    public async Task<VerificationResult> RunAsync(
        IReadOnlyCollection<VerifierKey> trusted, string? checkpointFile, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginReadAsync(cancellationToken);
        var run = new Run(db, Trusted(trusted), rows, since: null);
        await run.TakeCheckpointsAsync(checkpointFile, cancellationToken);
        await run.ReadAsync(cancellationToken);
        await run.EndAsync(cancellationToken);
        return run.Result();
    }

    /// <summary>
    /// Verifies what came after a checkpoint that was kept elsewhere: that the stored tree still comes to the root that was signed, that each
    /// later entry follows, later checkpoints, and the rows that later entries tell of. The content of earlier entries, and rows that only they
    /// tell of, it does not look at.
    /// </summary>
    /// <param name="trusted">The public keys that whoever asks trusts; none to go by the key that lies here.</param>
    /// <param name="sinceFile">A file of checkpoints; the largest that a trusted key signed counts.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The file has no such checkpoint, or the database no record of this kind.</exception>
    public async Task<VerificationResult> RunSinceAsync(
        IReadOnlyCollection<VerifierKey> trusted, string sinceFile, Caller by, CancellationToken cancellationToken)
    {
        by.Require(Right.ReadAudit);
        var known = Trusted(trusted);
        var since = await LastSignedAsync(sinceFile, known, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.BeginReadAsync(cancellationToken);
        var run = new Run(db, known, rows, since);
        await run.TakeCheckpointsAsync(file: null, cancellationToken);
        if (await run.StartAsync(cancellationToken))
        {
            await run.ReadAsync(cancellationToken);
        }
        await run.EndAsync(cancellationToken);
        return run.Result();
    }

    private TrustedKeys Trusted(IReadOnlyCollection<VerifierKey> given) => new(given.Count == 0 && keys.FindPublic() is { } own ? [own] : given);

    private static async Task<SignedCheckpoint> LastSignedAsync(string file, TrustedKeys trusted, CancellationToken cancellationToken)
    {
        SignedCheckpoint? last = null;
        try
        {
            await foreach (var checkpoint in CheckpointFile.ReadAsync(file, cancellationToken))
            {
                last = checkpoint.Checkpoint.Size > (last?.Checkpoint.Size ?? 0) && trusted.HaveSigned(checkpoint) ? checkpoint : last;
            }
        }
        catch (FormatException exception)
        {
            throw new InvalidOperationException(exception.Message, exception);
        }
        return last ?? throw new InvalidOperationException($"{file} holds no checkpoint that a trusted key signed. Bring the key that signed it: --key NAME+ID+KEY.");
    }

    /// <summary>One verification.</summary>
    private sealed class Run(GovernanceDb db, TrustedKeys trusted, IEnumerable<IRecordedRows> rows, SignedCheckpoint? since)
    {
        private readonly long _since = since?.Checkpoint.Size ?? 0;
        private readonly List<Finding> _findings = [];
        private readonly CheckpointCheck _checkpoints = new(since?.Checkpoint.Size ?? 0);
        private MerkleFrontier _frontier = new();
        private ChainCheck _chain = new();
        private readonly IReadOnlyList<(IRecordedRows Rows, byte[] Kind, List<RecordedState> States)> _recorded =
            [.. rows.Select(r => (r, System.Text.Encoding.UTF8.GetBytes(r.SubjectKind), new List<RecordedState>()))];

        private NodeCheck? _nodes;
        private bool _isBroken;
        private long _stored = since?.Checkpoint.Size ?? 0;
        private long _signed = since?.Checkpoint.Size ?? 0;
        private long _good = since is null ? 0 : 1;
        private long _rows;

        /// <summary>Takes the checkpoints of the database and those of the file.</summary>
        public async Task TakeCheckpointsAsync(string? file, CancellationToken cancellationToken)
        {
            foreach (var checkpoint in await db.AuditCheckpoints.AsNoTracking().Where(c => c.Size > _since).OrderBy(c => c.Size).ToListAsync(cancellationToken))
            {
                Take(checkpoint);
            }
            if (file is null)
            {
                return;
            }
            try
            {
                await foreach (var checkpoint in CheckpointFile.ReadAsync(file, cancellationToken))
                {
                    _checkpoints.Add(checkpoint);
                }
            }
            catch (FormatException exception)
            {
                throw new InvalidOperationException(exception.Message, exception);
            }
        }

        /// <summary>Goes to the checkpoint that is trusted: the stored tree has to come to its root, and its last entry has to be in that tree.</summary>
        /// <returns>Whether it does.</returns>
        public async Task<bool> StartAsync(CancellationToken cancellationToken)
        {
            var root = since!.Checkpoint.Root;
            try
            {
                var tree = new MerkleTree(new DatabaseTiles(db));
                _frontier = await tree.FrontierAsync(_since, cancellationToken);
                var last = await db.AuditEntries.Where(e => e.Sequence == _since).Select(e => e.Hash).SingleOrDefaultAsync(cancellationToken);
                var proof = await tree.ProveInclusionAsync(_since - 1, _since, cancellationToken);
                if (last is not null && _frontier.Root().AsSpan().SequenceEqual(root) && MerkleProof.IsIncluded(last, _since - 1, _since, proof, root))
                {
                    _chain = new(_since, last);
                    return true;
                }
            }
            catch (InvalidOperationException)
            {
                // A hash of the tree is not there.
            }
            Break(new(null, $"The stored tree does not come to the root that was signed for {_since} entries: something up to entry {_since} was changed or is missing. Verify without --since to see what"));
            return false;
        }

        /// <summary>Reads the entries up to the first that is wrong.</summary>
        public async Task ReadAsync(CancellationToken cancellationToken)
        {
            _nodes = new(await NodesAsync(cancellationToken));
            Action<int, long, byte[]> completed = (level, place, hash) => _nodes.Take(level, place, hash, _frontier.Size);
            await foreach (var entry in db.ReadEntriesAsync(since is null ? long.MinValue : _since, long.MaxValue, cancellationToken))
            {
                if (_chain.Take(entry) is { } broken)
                {
                    Break(broken);
                    return;
                }
                _frontier.Add(entry.Hash, completed);
                Keep(entry);
                if (_checkpoints.Reach(_frontier) is { } replaced)
                {
                    Break(replaced);
                    return;
                }
            }
        }

        /// <summary>Looks at what can be judged only at the end.</summary>
        public async Task EndAsync(CancellationToken cancellationToken)
        {
            if (!_isBroken)
            {
                Add(_checkpoints.End(_chain.Size));
                Add(await HeadAsync(cancellationToken));
                Add(_nodes!.End(Math.Min(_stored, _chain.Size)));
            }
            CheckSignatures();
            foreach (var (kind, _, states) in _recorded.Where(_ => !_isBroken))
            {
                await CompareAsync(kind, states, cancellationToken);
            }
        }

        /// <summary>The stored nodes that become full with later entries.</summary>
        private async Task<List<AuditNode>> NodesAsync(CancellationToken cancellationToken)
        {
            if (since is null)
            {
                return await db.AuditNodes.AsNoTracking().ToListAsync(cancellationToken);
            }
            List<AuditNode> nodes = [];
            for (var level = MerkleTree.TileHeight; level < 64; level += MerkleTree.TileHeight)
            {
                var first = _since >> level;
                nodes.AddRange(await db.AuditNodes.AsNoTracking().Where(n => n.Level == level && n.Place >= first).ToListAsync(cancellationToken));
            }
            return nodes;
        }

        /// <summary>What came of it.</summary>
        public VerificationResult Result()
        {
            var sorted = _findings.OrderBy(f => f.Sequence ?? long.MaxValue).ToList();
            return new(
                sorted.Count == 0,
                _chain.Size,
                _signed,
                _good,
                _rows,
                sorted is [{ Sequence: { } first }, ..] ? first : null,
                [.. sorted.Take(VerificationResult.MostFindings)],
                since is null ? null : _since);
        }

        private void Take(AuditCheckpoint checkpoint)
        {
            try
            {
                var signed = SignedCheckpoint.Parse(checkpoint.Note);
                _checkpoints.Add(signed);
                _stored = Math.Max(_stored, signed.Checkpoint.Size);
                if (signed.Checkpoint.Size != checkpoint.Size)
                {
                    Add(new(null, $"The stored checkpoint of {checkpoint.Size} entries says that it is of {signed.Checkpoint.Size}"));
                }
            }
            catch (FormatException exception)
            {
                Add(new(null, $"The stored checkpoint of {checkpoint.Size} entries cannot be read: {exception.Message.TrimEnd('.')}"));
            }
        }

        private void Keep(StoredEntry entry)
        {
            if (entry.IsAbout("auditKey"u8))
            {
                trusted.Take(entry.Sequence, entry.Text("beforeDigest"), entry.Text("afterDigest"));
            }
            foreach (var (_, kind, states) in _recorded)
            {
                if (entry.IsAbout(kind) && entry.Text("afterDigest") is { } after)
                {
                    states.Add(new(entry.Sequence, entry.Text("subjectId")!, after));
                }
            }
        }

        private async Task<Finding?> HeadAsync(CancellationToken cancellationToken)
        {
            var heads = await db.AuditHeads.AsNoTracking().ToListAsync(cancellationToken);
            return heads switch
            {
                [] or [_, _, ..] => new(null, "The record's head, one row in audit_log, is not there"),
                [{ Size: var size }] when size > _chain.Size => new(_chain.Size + 1, $"it is missing, and all after it: {size} entries were written"),
                [{ Size: var size }] when size < _chain.Size => new(Math.Max(1, size + 1), $"it was put there by something else than the portal, which wrote {size} entries"),
                [var head] when !head.Hash.AsSpan().SequenceEqual(_chain.Hash) => new(Math.Max(1, _chain.Size), "it is not the last entry that was written"),
                _ => null,
            };
        }

        private void CheckSignatures()
        {
            if (!trusted.Any)
            {
                if (_chain.Size > 0)
                {
                    Add(new(null, "There is no public key to check signatures with: bring one, or run this where the portal's key file is"));
                }
                return;
            }
            trusted.Follow(_checkpoints.Agreeing);
            foreach (var checkpoint in _checkpoints.Agreeing)
            {
                if (trusted.HaveSigned(checkpoint))
                {
                    _good++;
                    _signed = Math.Max(_signed, checkpoint.Checkpoint.Size);
                }
                else
                {
                    Add(Unsigned(checkpoint));
                }
            }
            foreach (var checkpoint in _checkpoints.NotReached.Where(c => !trusted.HaveSigned(c)))
            {
                Add(Unsigned(checkpoint));
            }
            if (_signed == 0 && _chain.Size > 0 && !_isBroken)
            {
                Add(new(null, "No entry is covered by a checkpoint that a trusted key signed. The portal signs when it starts, every minute and when it stops"));
            }
        }

        private static Finding Unsigned(SignedCheckpoint checkpoint) =>
            new(null, $"The checkpoint of {checkpoint.Checkpoint.Size} entries is not signed by a trusted key, but says {checkpoint.Signers}");

        private async Task CompareAsync(IRecordedRows kind, List<RecordedState> states, CancellationToken cancellationToken)
        {
            try
            {
                _rows += await kind.CompareAsync(db, states, isWhole: since is null, Add, cancellationToken);
            }
            catch (Exception exception) when (exception is FormatException or InvalidOperationException or InvalidCastException or ArgumentException or System.Text.Json.JsonException)
            {
                Add(new(null, $"Rows of the kind {kind.SubjectKind} hold what can never have been written there: {exception.Message.TrimEnd('.')}"));
            }
        }

        private void Break(Finding finding)
        {
            _isBroken = true;
            Add(finding);
        }

        private void Add(Finding? finding)
        {
            if (finding is not null)
            {
                _findings.Add(finding);
            }
        }
    }
}
