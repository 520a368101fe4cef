using System.Security.Cryptography;
using System.Text.Json;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Storage;

namespace Portal.Data.Reviews;

/// <summary>
/// What a reviewer is shown of one entitlement, kept as it was at the launch: the answer is an answer to exactly this. All texts come from
/// outside and are data.
/// </summary>
/// <param name="AgentName">The agent.</param>
/// <param name="AgentPurpose">What it is for; empty when nobody said.</param>
/// <param name="Environment">Where the agent may act.</param>
/// <param name="Platform">The identity's platform.</param>
/// <param name="IdentityName">The identity's short name.</param>
/// <param name="NativeId">The identity's native id.</param>
/// <param name="Container">The account, project or namespace.</param>
/// <param name="LastUsedAt">When the identity last acted; null is unknown, which is not "never".</param>
/// <param name="Entitlement">What was given.</param>
/// <param name="GivenSince">The first snapshot that showed it with this content.</param>
/// <param name="Documents">The policy documents that it brings, by hash.</param>
/// <param name="Contribution">What it alone adds, in plain sentences, riskiest first; empty when it adds nothing of its own.</param>
/// <param name="NotModelled">What could not be said, and why.</param>
/// <param name="Risk">0..100, of this entitlement alone.</param>
/// <param name="RiskReasons">The facts behind it.</param>
/// <param name="IsPrivileged">True when attesting needs a reason.</param>
public sealed record ShownAccess(
    string AgentName,
    string AgentPurpose,
    AgentEnvironment Environment,
    Platform Platform,
    string IdentityName,
    string NativeId,
    string Container,
    DateTimeOffset? LastUsedAt,
    EntitlementRef Entitlement,
    DateTimeOffset GivenSince,
    IReadOnlyList<GrantDocument> Documents,
    IReadOnlyList<string> Contribution,
    IReadOnlyList<string> NotModelled,
    int Risk,
    IReadOnlyList<RiskReason> RiskReasons,
    bool IsPrivileged)
{
    /// <summary>SHA-256 over all of it as stored, lower-case hex.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Options)));
}
