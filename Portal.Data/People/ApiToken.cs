using Portal.Data.Access;

namespace Portal.Data.People;

/// <summary>A program's key to the API. The secret itself is shown once and never stored.</summary>
public sealed class ApiToken
{
    /// <summary>Its id.</summary>
    public ApiTokenId Id { get; init; } = ApiTokenId.New();

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hex, unique.</summary>
    public required string Hash { get; init; }

    /// <summary>The secret's first characters, to recognise it by.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it may be used for.</summary>
    public required TokenScope Scope { get; init; }

    /// <summary>The agent it is bound to, as the agent's id, or null.</summary>
    public string? AgentId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends by itself, or null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; set; }

    /// <summary>When it was last used, to the minute, or null for never.</summary>
    public DateTimeOffset? LastUsedAt { get; set; }

    /// <summary>Whether it works at <paramref name="now"/>.</summary>
    public bool IsValid(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now);
}
