namespace Portal.Data.Platforms.Aws.Policies;

/// <summary>A policy document in the one form in which it is stored and compared.</summary>
/// <param name="Hash">SHA-256 of <paramref name="Text"/> as UTF-8, lower-case hex.</param>
/// <param name="Text">Compact JSON with member order and values kept; the text as it came when it is not JSON at all.</param>
/// <param name="Problem">Place and reason why AWS would not attach it, or null when it is sound. One that says that it is too complex leaves open whether AWS would.</param>
internal sealed record NormalizedPolicy(string Hash, string Text, string? Problem);
