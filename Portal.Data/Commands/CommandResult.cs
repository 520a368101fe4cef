using System.Text.Json;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.Commands;

/// <summary>What a command answered to one idempotency key, stored in the transaction of its effect.</summary>
public sealed class CommandResult
{
    /// <summary>Whose key.</summary>
    public required string CallerId { get; init; }

    /// <summary>The client's key.</summary>
    public required string Key { get; init; }

    /// <summary>The command, since one request may run several.</summary>
    public required string Command { get; init; }

    /// <summary>What the request was.</summary>
    public required string RequestHash { get; init; }

    /// <summary>The answer as JSON.</summary>
    public required string Result { get; init; }

    /// <summary>When it was given.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The first answer again.</summary>
    /// <exception cref="IdempotencyConflictException">The key was used for another request.</exception>
    public T ResultFor<T>(IdempotencyKey key) => RequestHash == key.RequestHash
        ? JsonSerializer.Deserialize<T>(Result, StoredJson.Options)!
        : throw new IdempotencyConflictException(key.Key);
}
