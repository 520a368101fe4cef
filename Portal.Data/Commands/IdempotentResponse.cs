namespace Portal.Data.Commands;

/// <summary>The first answer to a call under an idempotency key.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The media type, or null without a body.</param>
/// <param name="Location">The Location header, or null.</param>
/// <param name="Body">The body.</param>
public sealed record IdempotentResponse(int Status, string? ContentType, string? Location, byte[] Body);
