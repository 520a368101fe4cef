using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Data.Storage;

namespace Portal.Tests.Support;

/// <summary>Counts the commits of a portal, and lets a test stand before and behind each.</summary>
internal sealed class CommitWatch : DbTransactionInterceptor
{
    private int _count;

    /// <summary>How many there were.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Called before a transaction begins; what it throws is the engine's refusal.</summary>
    public Action Beginning { get; set; } = () => { };

    /// <summary>Called before a commit; what it throws is the commit's failure, and nothing is durable.</summary>
    public Action Committing { get; set; } = () => { };

    /// <summary>Called behind a commit; what it throws looks like its failure, and yet all is durable.</summary>
    public Action Committed { get; set; } = () => { };

    /// <summary>Lets it watch.</summary>
    public void Configure(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteGovernanceDb>(o => o.AddInterceptors(this));
        services.ConfigureDbContext<PostgresGovernanceDb>(o => o.AddInterceptors(this));
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
        DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result, CancellationToken cancellationToken = default)
    {
        Beginning();
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Committing();
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _count);
        Committed();
        return Task.CompletedTask;
    }
}
