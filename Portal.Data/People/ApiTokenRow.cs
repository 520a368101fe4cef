using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>An API token in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Prefix">Its first characters.</param>
/// <param name="Scope">What it may be used for.</param>
/// <param name="Agent">The agent it is bound to, or null.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="ExpiresAt">When it ends by itself, or null for never.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null for never.</param>
public sealed record ApiTokenRow(
    ApiTokenId Id,
    string Name,
    string Prefix,
    TokenScope Scope,
    string? Agent,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);
