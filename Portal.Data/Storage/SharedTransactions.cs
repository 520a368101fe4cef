using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Portal.Data.Storage;

/// <summary>Begins transactions that several contexts write in, one after the other, each with a change tracker of its own.</summary>
/// <param name="connect">Makes the contexts of one more connection, which opens when the first of them needs it.</param>
public sealed class SharedTransactions(Func<IDbContextFactory<GovernanceDb>> connect)
{
    private readonly ConcurrentBag<IDbContextFactory<GovernanceDb>> _idle = [];

    /// <summary>Begins one; on SQLite it has the one writer's place from here on.</summary>
    public async Task<SharedTransaction> BeginAsync(CancellationToken cancellationToken)
    {
        var contexts = _idle.TryTake(out var idle) ? idle : connect();
        var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            return new(db, transaction, contexts, _idle.Add);
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}
