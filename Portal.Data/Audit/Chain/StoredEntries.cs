using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Chain;

/// <summary>
/// Reads entries exactly as they are stored and works their hashes out anew. One thread reads ahead while another works, a batch at a time,
/// because each of the two costs about the same.
/// </summary>
internal static class StoredEntries
{
    private const int MostInABatch = 1_000;
    private const int BatchesAhead = 4;
    private static readonly string[] Columns = [.. EntryField.All.Select(f => f.Column), nameof(AuditEntry.Hash)];

    /// <summary>Entries with a sequence above <paramref name="after"/>, in order; each is good until the next one.</summary>
    /// <param name="db">The database. It is read until the enumeration has ended, and must not be asked for anything else meanwhile.</param>
    /// <param name="after">The sequence before the first one.</param>
    /// <param name="upTo">The last sequence.</param>
    /// <param name="cancellationToken">Stops between entries.</param>
    public static async IAsyncEnumerable<StoredEntry> ReadEntriesAsync(
        this GovernanceDb db, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var full = Channel.CreateBounded<Batch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var used = Channel.CreateUnbounded<Batch>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAheadAsync(db, after, upTo, full.Writer, used.Reader, ended.Token), CancellationToken.None);
        try
        {
            await foreach (var batch in full.Reader.ReadAllAsync(cancellationToken))
            {
                for (var i = 0; i < batch.Count; i++)
                {
                    batch.Entries[i].WorkOut();
                    yield return batch.Entries[i];
                }
                used.Writer.TryWrite(batch);
            }
        }
        finally
        {
            await ended.CancelAsync();
            // What went wrong with the reading came out of the channel; here it is only waited for, so that the connection is free again.
            await reading;
        }
    }

    private static async Task ReadAheadAsync(
        GovernanceDb db, long after, long upTo, ChannelWriter<Batch> full, ChannelReader<Batch> used, CancellationToken cancellationToken)
    {
        try
        {
            var batch = new Batch();
            await foreach (var row in db.ReadStoredAsync<AuditEntry>(Columns, after, upTo, cancellationToken))
            {
                if (batch.Count == MostInABatch)
                {
                    await full.WriteAsync(batch, cancellationToken);
                    batch = used.TryRead(out var free) ? free.Empty() : new();
                }
                batch.Add(row);
            }
            await full.WriteAsync(batch, cancellationToken);
            full.Complete();
        }
        catch (Exception exception)
        {
            full.Complete(exception);
        }
    }

    private sealed class Batch
    {
        private readonly EntryBytes _bytes = new();

        public List<StoredEntry> Entries { get; } = [];

        public int Count { get; private set; }

        public Batch Empty()
        {
            Count = 0;
            return this;
        }

        public void Add(StoredRow row)
        {
            if (Count == Entries.Count)
            {
                Entries.Add(new(_bytes));
            }
            Entries[Count++].Take(row);
        }
    }
}
