namespace Portal.Data.Platforms;

/// <summary>One limit above an identity.</summary>
/// <param name="Kind">Which limit.</param>
/// <param name="Target">What it is put on: the principal, or a scope's native id. Policies on one target add up, targets cut each other.</param>
/// <param name="Name">The short name people use.</param>
/// <param name="Document">The document; null when it is unknown: then what remains is unknown as well.</param>
public sealed record HeldLimit(LimitKind Kind, string Target, string Name, PolicyText? Document);
