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
/// <param name="groups">Lets short commands share commits.</param>
/// <param name="feed">Tells open pages.</param>
/// <param name="elsewhere">Tells what ran here from what did not.</param>
/// <param name="clock">The time.</param>
public sealed class CommandRunner(
    IDbContextFactory<GovernanceDb> databases,
    ICallerDirectory directory,
    CommandGroups groups,
    ChangeFeed feed,
    CommandsElsewhere elsewhere,
    TimeProvider clock)
{
    /// <summary>Runs <paramref name="work"/> as one command, in a transaction of its own. For whatever may take longer than a few milliseconds.</summary>
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
        return await RunAloneAsync(present, Once(name, present, work), cancellationToken);
    }

    /// <summary>
    /// The same for a command that is short and may share its commit with others (<see cref="CommandGroups"/>). The answer comes when it is
    /// durable, and is what it would be alone. Sharing is asked for and not the rule: who forgets to ask loses some speed, who shares
    /// what is long makes strangers wait. The work has to
    /// <list type="bullet">
    /// <item>touch a handful of rows, in a few milliseconds: no stream, no list that grows with the organization, no mail to word;</item>
    /// <item>wait for nothing but the database;</item>
    /// <item>change nothing but through its scope: when its group fails, it is run again, by itself and with a new scope;</item>
    /// <item>let the engine's exceptions pass, since PostgreSQL takes no further statements after one.</item>
    /// </list>
    /// </summary>
    /// <inheritdoc cref="RunAsync"/>
    public async Task<T> RunShortAsync<T>(
        string name, Caller by, Right right, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        var present = await PresentAsync(name, by, right, cancellationToken);
        return await ShareAsync(present, Once(name, present, work), cancellationToken);
    }

    private async Task<T> ShareAsync<T>(Caller present, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        if (groups.TryLead())
        {
            try
            {
                return await RunAloneAsync(present, work, cancellationToken);
            }
            finally
            {
                groups.End();
            }
        }
        var member = new CommandInGroup<T>(present, work, clock, cancellationToken);
        groups.Join(member);
        var (isLetGo, answer) = await member.Settled;
        return isLetGo ? await RunAloneAsync(present, work, cancellationToken) : answer;
    }

    private async Task<T> RunAloneAsync<T>(Caller present, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await TryAloneAsync(present, work, cancellationToken);
        }
        catch (DbUpdateException exception) when (present.Idempotency is not null && IsUniqueViolation(exception))
        {
            // Another portal ran the same call at the same time and was first: its answer is there now.
            return await TryAloneAsync(present, work, cancellationToken);
        }
    }

    private async Task<T> TryAloneAsync<T>(Caller present, Func<CommandScope, CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        // On SQLite this takes the one writer's place at once, so that what the command reads is still true when it writes.
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var scope = new CommandScope(() => db, present, clock.GetUtcNow());
        var result = await work(scope, cancellationToken);
        if (scope.Entries.Count > 0)
        {
            await CommitAsync(scope, transaction, cancellationToken);
        }
        return result;
    }

    /// <summary>
    /// The work, at most once under an idempotency key. Where nothing was recorded nothing was done, so nothing is kept: not even what a command
    /// writes to wait for its turn.
    /// </summary>
    private static Func<CommandScope, CancellationToken, Task<T>> Once<T>(string name, Caller present, Func<CommandScope, CancellationToken, Task<T>> work) =>
        async (scope, cancellationToken) =>
        {
            if (present.Idempotency is { } key)
            {
                // One call of a key at a time, or a repeat that comes meanwhile finds the effect of the first and not yet its answer.
                await scope.Db.LockAsync($"command:{present.Id}:{key.Key}:{name}", cancellationToken);
                if (await scope.Db.CommandResults.AsNoTracking().SingleOrDefaultAsync(
                    r => r.CallerId == present.Id && r.Key == key.Key && r.Command == name, cancellationToken) is { } earlier)
                {
                    return earlier.ResultFor<T>(key);
                }
            }

            var result = await work(scope, cancellationToken);

            if (scope.HasChanges && scope.Entries.Count == 0)
            {
                throw new InvalidOperationException($"The command '{name}' changed state without an audit entry, so nothing was kept.");
            }
            if (present.Idempotency is { } used && scope.Entries.Count > 0)
            {
                scope.Db.CommandResults.Add(new CommandResult
                {
                    CallerId = present.Id,
                    Key = used.Key,
                    Command = name,
                    RequestHash = used.RequestHash,
                    Result = JsonSerializer.Serialize(result, StoredJson.Options),
                    At = scope.Now,
                });
            }
            return result;
        };

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
        await ShareAsync(
            (present ?? by) with { Idempotency = null },
            (scope, _) =>
            {
                scope.Record(name, new("right", right.ToString(), right.ToString()), reason: isAllowed ? "Who they are was not proved lately." : "The caller lacks the right.", outcome: AuditOutcome.Refused);
                return Task.FromResult(true);
            },
            cancellationToken);
        throw isAllowed ? new ProofNeededException(right) : new AccessDeniedException(right);
    }
}
