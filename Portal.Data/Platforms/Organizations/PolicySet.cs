namespace Portal.Data.Platforms.Organizations;

/// <summary>
/// What several identities hold alike. In one <see cref="Organization"/>, equal contents are the same object, so that work can be done once per
/// set and found again by reference.
/// </summary>
/// <param name="policies">What the entitlements bring, in the order of kind and key.</param>
/// <param name="boundaries">Limits on the identities themselves.</param>
public sealed class PolicySet(IReadOnlyList<HeldPolicy> policies, IReadOnlyList<HeldLimit> boundaries)
{
    /// <summary>What the entitlements bring, in the order of kind and key; a document that is not known is null.</summary>
    public IReadOnlyList<HeldPolicy> Policies { get; } = policies;

    /// <summary>Limits on the identities themselves.</summary>
    public IReadOnlyList<HeldLimit> Boundaries { get; } = boundaries;

    /// <summary>The documents that are known, of policies and boundaries, each once.</summary>
    public IReadOnlyList<PolicyText> Documents { get; } =
        [.. policies.Select(p => p.Document).Concat(boundaries.Select(b => b.Document)).OfType<PolicyText>().DistinctBy(d => d.Hash, StringComparer.Ordinal)];
}
