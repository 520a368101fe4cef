using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Data.Access;
using Portal.Data.Audit;
using Portal.Data.Audit.Chain;
using Portal.Data.Live;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>
/// The one way in which state changes: authorize against present rights, change, record, queue mail, in one transaction; then tell open
/// pages. A repeat under the same idempotency key returns the first result and does nothing.
/// </summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="directory">Knows present rights.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="elsewhere">Tells what ran here from what did not.</param>
/// <param name="clock">The time.</param>
public sealed class CommandRunner(
    IDbContextFactory<GovernanceDb> databases, ICallerDirectory directory, ChangeFeed feed, CommandsElsewhere elsewhere, TimeProvider clock)
{
    /// <summary>Runs <paramref name="work"/> as one command.</summary>
    /// <typeparam name="T">What the command answers: an id, a record or an enum; stored as JSON when the call has an idempotency key.</typeparam>
    /// <param name="name">The command's own name, for idempotency within one request: <c>agent.confirm</c>.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="right">What the caller must be allowed to.</param>
    /// <param name="work">Finds, decides, changes and records, through the scope only.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    /// <exception cref="AccessDeniedException">The caller lacks the right; the refusal is recorded.</exception>
    /// <exception cref="ProofNeededException">The caller has to prove anew who they are; recorded as well.</exception>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    public async Task<T> RunAsync<T>(
        string name, Caller by, Right right, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(name, by, right, cancellationToken);
        try
        {
            return await RunOnceAsync(name, present, work, cancellationToken);
        }
        catch (DbUpdateException exception) when (by.Idempotency is not null && IsUniqueViolation(exception))
        {
            // Another portal ran the same call at the same time and was first: its answer is there now.
            return await RunOnceAsync(name, present, work, cancellationToken);
        }
    }

    private async Task<T> RunOnceAsync<T>(
        string name, Caller present, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // On SQLite this takes the one writer's place at once, so that what the command reads is still true when it writes.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scope = new CommandScope(db, present, clock.GetUtcNow());
        if (present.Idempotency is { } key)
        {
            // One call of a key at a time, or a repeat that comes meanwhile finds the effect of the first and not yet its answer.
            await db.LockAsync($"command:{present.Id}:{key.Key}:{name}", cancellationToken);
            if (await db.CommandResults.AsNoTracking().SingleOrDefaultAsync(
                r => r.CallerId == present.Id && r.Key == key.Key && r.Command == name, cancellationToken) is { } earlier)
            {
                return earlier.ResultFor<T>(key);
            }
        }

        var result = await work(scope, cancellationToken);

        if (db.ChangeTracker.HasChanges() && scope.Entries.Count == 0)
        {
            throw new InvalidOperationException($"The command '{name}' changed state without an audit entry, so nothing was kept.");
        }
        if (scope.Entries.Count == 0)
        {
            // Nothing was done, so nothing is kept: not even what a command writes to wait for its turn.
            return result;
        }
        if (present.Idempotency is { } used)
        {
            db.CommandResults.Add(new CommandResult
            {
                CallerId = present.Id,
                Key = used.Key,
                Command = name,
                RequestHash = used.RequestHash,
                Result = JsonSerializer.Serialize(result, StoredJson.Options),
                At = scope.Now,
            });
        }
        await CommitAsync(scope, transaction, cancellationToken);
        return result;
    }

    private async Task CommitAsync(CommandScope scope, IDbContextTransaction transaction, CancellationToken cancellationToken)
    {
        await scope.Db.ChainAsync(scope.Entries, cancellationToken);
        scope.Db.Mark(scope.Topics, scope.Entries[^1].Sequence);
        await scope.Db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        elsewhere.RanHere(scope.Entries);
        foreach (var topic in scope.Topics)
        {
            feed.Publish(topic);
        }
    }

    private bool IsUniqueViolation(DbUpdateException exception)
    {
        using var db = databases.CreateDbContext();
        return db.IsUniqueViolation(exception);
    }

    private async Task<Caller> PresentAsync(string name, Caller by, Right right, CancellationToken cancellationToken)
    {
        var present = await directory.RefreshAsync(by, cancellationToken);
        var isAllowed = present?.Can(right) == true;
        if (isAllowed && !present!.MustProve(right, clock.GetUtcNow()))
        {
            return present;
        }
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var refused = new CommandScope(db, present ?? by, clock.GetUtcNow());
        refused.Record(name, new("right", right.ToString(), right.ToString()), reason: isAllowed ? "Who they are was not proved lately." : "The caller lacks the right.", outcome: AuditOutcome.Refused);
        await CommitAsync(refused, transaction, cancellationToken);
        throw isAllowed ? new ProofNeededException(right) : new AccessDeniedException(right);
    }
}
