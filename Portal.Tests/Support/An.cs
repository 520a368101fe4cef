using System.Security.Cryptography;
using System.Text;
using Portal.Data.Access;
using Portal.Data.Changes.Unreadable;
using Portal.Data.Inventory;
using Portal.Data.Platforms;
using Portal.Data.Sources;

namespace Portal.Tests.Support;

/// <summary>Makes things that are valid by default, so that a test names only what it is about. See <see cref="A"/>.</summary>
public static partial class An
{
    /// <summary>The time at which tests begin: a Tuesday noon, far from any change of the clocks.</summary>
    public static DateTimeOffset Instant { get; } = new(2026, 6, 16, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A confirmed agent.</summary>
    public static Agent Agent(
        string? name = null, PersonId? owner = null, PersonId? sponsor = null, AgentStatus status = AgentStatus.Confirmed) =>
        new() { Name = name ?? $"Agent {A.Number()}", OwnerId = owner, SponsorId = sponsor, Status = status, CreatedAt = Instant };

    /// <summary>An AWS role of <paramref name="source"/> that is there now.</summary>
    public static Identity Identity(Source source, string? name = null, AgentId? agent = null, int confidence = 0)
    {
        var called = name ?? $"role-{A.Number()}";
        return new()
        {
            SourceId = source.Id,
            Platform = Platform.Aws,
            Kind = IdentityKind.Role,
            NativeId = $"arn:aws:iam::123456789012:role/{called}",
            Name = called,
            Container = "123456789012",
            AgentId = agent,
            Confidence = confidence,
            ObservedFrom = Instant,
        };
    }

    /// <summary>An attached policy without documents that <paramref name="identity"/> holds now.</summary>
    public static Entitlement Entitlement(Identity identity, string? name = null, params IReadOnlyList<GrantDocument> documents)
    {
        var called = name ?? $"policy-{A.Number()}";
        return new()
        {
            IdentityId = identity.Id,
            Kind = EntitlementKind.ManagedPolicy,
            Key = $"arn:aws:iam::123456789012:policy/{called}",
            Name = called,
            Documents = documents,
            ObservedFrom = Instant,
        };
    }

    /// <summary>An event that an older portal could not read.</summary>
    public static UnreadableEvent UnreadableEvent(Source source, string raw) => new()
    {
        SourceId = source.Id,
        At = Instant,
        Origin = "sent",
        Index = 0,
        Reason = "An older portal could not read it.",
        Digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(raw))),
        Raw = raw,
        IsCut = false,
    };
}
