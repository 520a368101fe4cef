using System.Data.Common;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Portal.Data.Storage;

/// <summary>
/// The portal's database. Features add their tables as extension properties and their mappings by assembly scan; one context per operation.
/// </summary>
/// <param name="options">The engine's options.</param>
public abstract class GovernanceDb(DbContextOptions options) : DbContext(options), IDataProtectionKeyContext
{
    /// <summary>The default bound of a text column, in characters.</summary>
    public const int DefaultTextLength = 400;

    /// <summary>Keys that protect cookies and forms, shared by all portals on this database.</summary>
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>The keys as a query of one column, so that a query may ask something of each of them.</summary>
    public abstract IQueryable<IndexKey> Each(IndexKey[] keys);

    /// <summary>
    /// Inserts many rows in the current transaction at the engine's own speed, past the change tracker.
    /// </summary>
    /// <param name="rows">The rows, read once, in order.</param>
    /// <param name="skipExisting">True to leave out rows whose unique key is already there, instead of failing.</param>
    /// <param name="cancellationToken">Stops between rows; the transaction then has to be rolled back.</param>
    /// <returns>How many rows were inserted.</returns>
    public abstract Task<int> BulkInsertAsync<T>(IEnumerable<T> rows, bool skipExisting, CancellationToken cancellationToken)
        where T : class;

    /// <summary>
    /// Waits until no other transaction holds the lock <paramref name="name"/>, and holds it until the current transaction ends. For work
    /// whose order of commits matters, where SQLite's one writer is order enough.
    /// </summary>
    public abstract Task LockAsync(string name, CancellationToken cancellationToken);

    /// <summary>
    /// Reads the one row of a table and holds it until the current transaction ends: whoever asks for it next waits until then, and sees what
    /// was written; it waits as long as the server lets it. On SQLite the transaction's place as the one writer is enough.
    /// </summary>
    public abstract Task<T> LockedAsync<T>(CancellationToken cancellationToken)
        where T : class;

    /// <summary>
    /// Bounds how long a statement of the current transaction waits for a lock, up to the next <see cref="LockedAsync"/>; one that would wait
    /// longer fails. On SQLite nobody waits inside a transaction.
    /// </summary>
    public abstract Task LimitWaitAsync(TimeSpan longest, CancellationToken cancellationToken);

    /// <summary>Forgets a savepoint whose work is kept, where keeping many costs more than forgetting each.</summary>
    public abstract void Release(DbTransaction transaction, string savepoint);

    /// <summary>A transaction that sees one state of the database from beginning to end, and keeps nobody from writing meanwhile.</summary>
    public abstract Task<IDbContextTransaction> BeginReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Reads columns of the rows of a table, which has a number as its key, in its order and exactly as they are stored.
    /// </summary>
    /// <param name="properties">The properties whose columns are read, in this order.</param>
    /// <param name="after">Rows with a larger key.</param>
    /// <param name="upTo">The largest key.</param>
    /// <param name="cancellationToken">Stops between rows.</param>
    /// <returns>One object again and again, good until the next row.</returns>
    public abstract IAsyncEnumerable<StoredRow> ReadStoredAsync<T>(
        IReadOnlyList<string> properties, long after, long upTo, CancellationToken cancellationToken)
        where T : class;

    /// <summary>
    /// Updates many rows by their primary key in the current transaction at the engine's own speed, past the change tracker.
    /// </summary>
    /// <param name="rows">The rows as they should be, read once.</param>
    /// <param name="properties">The properties to write; others stay as they are in the database.</param>
    /// <param name="cancellationToken">Stops between rows; the transaction then has to be rolled back.</param>
    /// <returns>How many rows were updated.</returns>
    public abstract Task<int> BulkUpdateAsync<T>(IEnumerable<T> rows, IReadOnlyCollection<string> properties, CancellationToken cancellationToken)
        where T : class;

    /// <summary>True when the exception says that a unique key already exists.</summary>
    public abstract bool IsUniqueViolation(DbUpdateException exception);

    /// <summary>The connection, opened if need be, to be used inside the current transaction.</summary>
    protected async Task<DbConnection> OpenConnectionAsync(CancellationToken cancellationToken)
    {
        await Database.OpenConnectionAsync(cancellationToken);
        return Database.GetDbConnection();
    }

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(GovernanceDb).Assembly);
        modelBuilder.Entity<DataProtectionKey>().Property(key => key.Xml).IsLongText();
    }

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<string>().HaveMaxLength(DefaultTextLength);
        configurationBuilder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40);
        foreach (var identifier in typeof(GovernanceDb).Assembly.GetTypes().Where(IsIdentifier))
        {
            configurationBuilder.Properties(identifier).HaveConversion(typeof(IdentifierConverter<>).MakeGenericType(identifier));
        }
    }

    private static bool IsIdentifier(Type type) =>
        type.IsValueType && Array.Exists(type.GetInterfaces(), i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IIdentifier<>));
}
