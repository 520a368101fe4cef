namespace Portal.Data.Commands;

/// <summary>An idempotency key that was used for another request before.</summary>
/// <param name="key">The key.</param>
public sealed class IdempotencyConflictException(string key)
    : Exception($"The Idempotency-Key '{key}' was already used for another request. Use a new key for a new request.");
