using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>Keeps the first answer to each call under an idempotency key.</summary>
/// <param name="databases">Where contexts come from.</param>
/// <param name="clock">The time.</param>
public sealed class IdempotentResponses(IDbContextFactory<GovernanceDb> databases, TimeProvider clock)
{
    private const string WholeResponse = "response";
    private const int Lanes = 256;
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Lets one call at a time through per caller and key; dispose to let the next one.</summary>
    public async Task<IDisposable> WaitForTurnAsync(Caller caller, IdempotencyKey key, CancellationToken cancellationToken)
    {
        // Keys share a fixed number of lanes: two keys may wait for each other, one key never runs twice at once.
        var lane = _lanes[(HashCode.Combine(caller.Id, key.Key) & int.MaxValue) % Lanes];
        await lane.WaitAsync(cancellationToken);
        return new Turn(lane);
    }

    /// <summary>The first answer, or null before it.</summary>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    public async Task<IdempotentResponse?> FindAsync(Caller caller, IdempotencyKey key, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        var earlier = await db.CommandResults.AsNoTracking()
            .Where(r => r.CallerId == caller.Id && r.Key == key.Key)
            .OrderBy(r => r.Command == WholeResponse ? 0 : 1)
            .FirstOrDefaultAsync(cancellationToken);
        return earlier switch
        {
            null => null,
            _ when earlier.RequestHash != key.RequestHash => throw new IdempotencyConflictException(key.Key),
            { Command: WholeResponse } => earlier.ResultFor<IdempotentResponse>(key),
            _ => null,
        };
    }

    /// <summary>Keeps the first answer; a later one under the same key is dropped.</summary>
    public async Task StoreAsync(Caller caller, IdempotencyKey key, IdempotentResponse response, CancellationToken cancellationToken)
    {
        await using var db = await databases.CreateDbContextAsync(cancellationToken);
        db.CommandResults.Add(new CommandResult
        {
            CallerId = caller.Id,
            Key = key.Key,
            Command = WholeResponse,
            RequestHash = key.RequestHash,
            Result = JsonSerializer.Serialize(response, StoredJson.Options),
            At = clock.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (db.IsUniqueViolation(exception))
        {
            // Another portal on this database answered the same call first; the command itself ran once.
        }
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        public void Dispose() => lane.Release();
    }
}
