using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Storage;

/// <summary>
/// One part of a shared transaction: a context behind a savepoint. Neither is made before it is asked for, so that a part without statements of
/// its own costs nothing.
/// </summary>
public sealed class SharedPart : IAsyncDisposable
{
    private readonly IDbContextFactory<GovernanceDb> _contexts;
    private readonly DbTransaction _transaction;
    private readonly string _savepoint;
    private GovernanceDb? _db;

    internal SharedPart(IDbContextFactory<GovernanceDb> contexts, DbTransaction transaction, string savepoint)
    {
        _contexts = contexts;
        _transaction = transaction;
        _savepoint = savepoint;
    }

    /// <summary>The context.</summary>
    public GovernanceDb Db => _db ??= Open();

    /// <summary>Saves what is still unsaved, and keeps what the part wrote as part of the transaction.</summary>
    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (_db is not null)
        {
            await _db.SaveChangesAsync(cancellationToken);
            _db.Release(_transaction, _savepoint);
        }
    }

    /// <summary>Undoes what the part wrote, and nothing else; also after a statement failed.</summary>
    public async Task UndoAsync(CancellationToken cancellationToken)
    {
        if (_db is not null)
        {
            await _transaction.RollbackAsync(_savepoint, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _db?.DisposeAsync() ?? ValueTask.CompletedTask;

    private GovernanceDb Open()
    {
        var db = _contexts.CreateDbContext();
        db.Database.UseTransaction(_transaction);
        // The part has one of its own, and PostgreSQL would be asked to forget each.
        db.Database.AutoSavepointsEnabled = false;
        // Npgsql sends it with the part's first statement; for SQLite it is a call.
        _transaction.Save(_savepoint);
        return db;
    }
}
