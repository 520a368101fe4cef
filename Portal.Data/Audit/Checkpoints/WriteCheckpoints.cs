using Microsoft.EntityFrameworkCore;
using Portal.Data.Storage;

namespace Portal.Data.Audit.Checkpoints;

/// <summary>Signs what was written to the record, and brings every checkpoint to the configured file. Changes nothing that is governed.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="keys">The key.</param>
/// <param name="options">The file.</param>
public sealed class WriteCheckpoints(IDbContextFactory<GovernanceDb> databases, AuditKeys keys, AuditOptions options)
{
    /// <summary>Signs up to the end of the record, unless the last checkpoint is there already.</summary>
    /// <returns>How many entries are covered now.</returns>
    /// <exception cref="InvalidOperationException">The record was changed by something else, or its key is not here.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var key = await keys.LoadAsync(cancellationToken);
        while (await SignAsync(key, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
        }
        await ExportAsync(cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        return await db.AuditCheckpoints.MaxAsync(c => (long?)c.Size, cancellationToken) ?? 0;
    }

    private async Task<bool> SignAsync(SigningKey key, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var checkpoint = await db.CheckpointAsync(key, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return checkpoint is not null;
    }

    /// <summary>Appends those that the file does not have yet: also such as another portal signed, or this one before it was killed.</summary>
    private async Task ExportAsync(CancellationToken cancellationToken)
    {
        if (options.CheckpointFile is not { } path)
        {
            return;
        }
        var known = await CheckpointFile.LastSizeAsync(path, cancellationToken);
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var notes = await db.AuditCheckpoints.AsNoTracking().Where(c => c.Size > known).OrderBy(c => c.Size).Select(c => c.Note).ToListAsync(cancellationToken);
        await CheckpointFile.AppendAsync(path, notes, cancellationToken);
    }
}
