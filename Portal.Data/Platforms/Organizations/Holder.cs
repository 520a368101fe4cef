namespace Portal.Data.Platforms.Organizations;

/// <summary>One identity in an <see cref="Organization"/>, with everything that decides what it can do.</summary>
public sealed class Holder
{
    /// <summary>The identity's id in the inventory.</summary>
    public required Guid Id { get; init; }

    /// <summary>The source that it was read from.</summary>
    public required Guid Source { get; init; }

    /// <summary>The platform's own name.</summary>
    public required string NativeId { get; init; }

    /// <summary>The short name people use.</summary>
    public required string Name { get; init; }

    /// <summary>What it is on its platform.</summary>
    public required IdentityKind Kind { get; init; }

    /// <summary>The account, project or namespace that it lives in.</summary>
    public required string Container { get; init; }

    /// <summary>Its tags or labels.</summary>
    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    /// <summary>What it holds; the same object as that of every other identity that holds the same.</summary>
    public required PolicySet Policies { get; init; }

    /// <summary>The policy on the identity itself that says who may act as it, for example a role's trust policy; null when there is none or it is not known.</summary>
    public required PolicyText? Trust { get; init; }

    /// <summary>Changes whenever something of the identity or its own entitlements does; limits above its container and trust aside.</summary>
    internal UInt128 Fingerprint { get; init; }

    /// <summary>The policy on the identity itself in the form of other policies on resources; null when there is none.</summary>
    public HeldResourcePolicy? TrustPolicy => Trust is null ? null : new(NativeId, Container, Trust);

    /// <summary>The same identity with another policy on itself.</summary>
    internal Holder With(PolicyText? trust) => new()
    {
        Id = Id,
        Source = Source,
        NativeId = NativeId,
        Name = Name,
        Kind = Kind,
        Container = Container,
        Tags = Tags,
        Policies = Policies,
        Trust = trust,
        Fingerprint = Fingerprint,
    };
}
