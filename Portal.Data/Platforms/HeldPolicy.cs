namespace Portal.Data.Platforms;

/// <summary>One policy document that an entitlement brings to its holder.</summary>
/// <param name="Entitlement">The entitlement's kind and key, to say which one a permission comes from.</param>
/// <param name="Name">The policy's short name.</param>
/// <param name="Document">The document; null when it is unknown.</param>
public sealed record HeldPolicy(EntitlementRef Entitlement, string Name, PolicyText? Document)
{
    /// <summary>The native id of a policy that a group hands on and that can be rewritten by itself; null for others.</summary>
    public string? Key { get; init; }
}
