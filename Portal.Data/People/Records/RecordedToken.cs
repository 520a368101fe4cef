using System.Security.Cryptography;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Storage;

namespace Portal.Data.People.Records;

/// <summary>
/// What the record keeps of an API token: all of it but its last use, which is no change. Of the hash that the secret is known by only a
/// hash again: enough to see that it was replaced, and nothing to look a token up with.
/// </summary>
internal sealed record RecordedToken(
    string Name,
    TokenScope Scope,
    string? AgentId,
    string Prefix,
    string Fingerprint,
    DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>The token as it is.</summary>
    public static RecordedToken Of(ApiToken token) => new(
        token.Name,
        token.Scope,
        token.AgentId,
        token.Prefix,
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token.Hash))),
        token.CreatedAt.ToMicrosecond(),
        token.ExpiresAt?.ToMicrosecond(),
        token.RevokedAt?.ToMicrosecond());
}
