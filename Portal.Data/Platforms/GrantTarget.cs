namespace Portal.Data.Platforms;

/// <summary>What a carrier acts on: one entitlement of one principal.</summary>
/// <param name="Principal">The principal's native id.</param>
/// <param name="Entitlement">What was given to it.</param>
public sealed record GrantTarget(string Principal, EntitlementRef Entitlement);
