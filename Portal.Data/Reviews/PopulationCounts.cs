namespace Portal.Data.Reviews;

/// <summary>What a campaign covers, as counted when it was launched: its items are exactly these.</summary>
/// <param name="Agents">Agents that match and hold something.</param>
/// <param name="Identities">Their identities that hold something.</param>
/// <param name="Entitlements">Everything that these hold: one item each.</param>
/// <param name="Reviewers">People who were asked.</param>
/// <param name="AsOf">The time whose state was read.</param>
public sealed record PopulationCounts(int Agents, int Identities, int Entitlements, int Reviewers, DateTimeOffset AsOf);
