namespace Portal.Data.Access;

/// <summary>The client's own name for one call, so that a repeat has no second effect.</summary>
/// <param name="Key">What the client sent, up to 200 characters.</param>
/// <param name="RequestHash">SHA-256 over method, path and body in lower-case hex: another request under the same key is an error.</param>
public sealed record IdempotencyKey(string Key, string RequestHash);
