namespace Portal.Audit;

/// <summary>The keys that the audit trail's checkpoints are signed with.</summary>
/// <param name="Key">The present one, as <c>NAME+ID+KEY</c>; null before the first start.</param>
/// <param name="Earlier">Those before it, oldest first.</param>
internal sealed record PublicKeys(string? Key, IReadOnlyList<string> Earlier);
