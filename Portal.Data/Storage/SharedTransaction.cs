using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Data.Storage;

/// <summary>One transaction that several contexts write in, one after the other. What is not committed when it is disposed of is undone.</summary>
public sealed class SharedTransaction : IAsyncDisposable
{
    private readonly IDbContextTransaction _transaction;
    private readonly IDbContextFactory<GovernanceDb> _contexts;
    private readonly Action<IDbContextFactory<GovernanceDb>> _giveBack;
    private int _parts;

    internal SharedTransaction(
        GovernanceDb db, IDbContextTransaction transaction, IDbContextFactory<GovernanceDb> contexts, Action<IDbContextFactory<GovernanceDb>> giveBack)
    {
        Db = db;
        // No part is saved twice, and each has a savepoint of its own.
        Db.Database.AutoSavepointsEnabled = false;
        _transaction = transaction;
        _contexts = contexts;
        _giveBack = giveBack;
    }

    /// <summary>A context for what belongs to the transaction as a whole.</summary>
    public GovernanceDb Db { get; }

    /// <summary>The next part. Parts follow each other: the one before has to be disposed of.</summary>
    public SharedPart Begin() => new(_contexts, _transaction.GetDbTransaction(), $"part{++_parts}");

    /// <summary>Makes durable what all parts wrote.</summary>
    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Db.DisposeAsync();
        _giveBack(_contexts);
    }
}
